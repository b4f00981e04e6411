"""Lookup questions made from rows."""

from datetime import date

from eval.lookups import Row, lookups


def row(at: int, name: str) -> Row:
    return Row(f"c{at}", name, "lena.schmidt@atlas.example", "Won", date(2023, 11, 3))


def test_facts_and_languages_take_turns_and_names_that_stand_twice_are_skipped() -> None:
    rows = [row(0, "Ann"), row(1, "Bo"), row(2, "Cy"), row(3, "Bo"), row(4, "Di")]
    made, skipped = lookups(rows)
    assert skipped == 2
    assert [lookup.id for lookup in made] == ["owner-en-c0", "status-zh-c2", "last_contact-en-c4"]
    assert all(name in lookup.text for name, lookup in zip(("Ann", "Cy", "Di"), made, strict=True))


def test_an_answer_is_accepted_in_every_usual_form() -> None:
    owner, status, contact = lookups([row(at, name) for at, name in enumerate("ABC")])[0]
    assert owner.answers == ("lena.schmidt@atlas.example", "lena schmidt")
    assert status.answers == ("Won",)
    assert contact.answers == ("2023-11-03", "2023年11月3日", "3 November 2023", "November 3, 2023")
