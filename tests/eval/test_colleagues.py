"""The copies of the demo that the bench fills stores with."""

from __future__ import annotations

from eval.bench.colleagues import COLLEAGUES, CUSTOMER, about_one_customer, told_by_many
from eval.demo.content import address, rows
from ingest.records import PersonFacts


def test_two_hundred_work_there_and_nobody_else_is_involved() -> None:
    first, second = told_by_many(1), told_by_many(2)
    joined = {
        mail
        for record in first
        if isinstance(record.entity, PersonFacts)
        for mail in record.entity.emails
    }
    staff = {address(row["key"]) for row in rows("staff") if not row["left"]}
    assert len(joined | staff) == len(joined) + len(staff) == COLLEAGUES
    told = [record for record in (*first, *second) if record.entity is None]
    involved = {one.person.email for record in told for one in record.involvements}
    assert involved == joined | staff
    assert all(record.occurred_at for record in told)


def test_copies_differ_and_are_the_same_every_time() -> None:
    assert told_by_many(2) == told_by_many(2)
    once = {record.revision for record in told_by_many(2)}
    assert not once & {record.revision for record in told_by_many(3)}


def test_each_interaction_is_with_the_one_customer() -> None:
    told = about_one_customer(2)
    assert len(told) > 400
    assert {customer.external_id for record in told for customer in record.customers} == {CUSTOMER}
