"""Ranks people for questions: as the assistant names them, and by a plain vote of passages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from eval.asking import Asker, Retrieve
from eval.replies import records
from eval.voting_models import VOTING, LanguageModels, best_of_each
from ingest.records import PersonRef
from ingest.segmentation import question_terms

MOST = 1000
_PASSAGES = 100


def colleague(handle: str, domain: str) -> PersonRef:
    """A person whom a set knows by a handle alone, as a colleague with an address under `domain`."""
    name = handle.lstrip("@")
    return PersonRef(email=f"{name.lower()}@{domain}", name=name)


def handle_of(email: str) -> str:
    """The handle, in lower case and without @, that `colleague` turned into this address."""
    return email.partition("@")[0].lower()


def plain(handles: Collection[str]) -> frozenset[str]:
    """Handles as `handle_of` gives them."""
    return frozenset(handle.lstrip("@").lower() for handle in handles)


def named(asker: Asker, question: str) -> tuple[str, ...]:
    """The handles of everybody whom the assistant names as an expert, best first."""
    return tuple(handle_of(expert.person.email) for expert in asker.experts(question, limit=MOST))


def voted(
    retrieve: Retrieve, question: str, people: Mapping[str, Collection[str]]
) -> tuple[str, ...]:
    """The baseline: a record at place n gives 1/n to each of its people; the highest sums first.

    `people` maps record ids to handles.
    """
    votes: dict[str, float] = {}
    for place, record in enumerate(records(retrieve(question)), start=1):
        for handle in people.get(record, ()):
            votes[handle] = votes.get(handle, 0.0) + 1 / place
    return tuple(sorted(votes, key=lambda handle: -votes[handle]))


def published(
    asker: Asker, question: str, people: Mapping[str, Collection[str]], models: LanguageModels
) -> dict[str, tuple[str, ...]]:
    """What the published models make of the assistant's own passages, and Balog's of all texts."""
    passages = asker.retrieve(question, limit=_PASSAGES)
    found = best_of_each([(passage.record_id, passage.score) for passage in passages])
    asked = question_terms(question)
    return {name: vote(found, people) for name, vote in VOTING.items()} | {
        "balog_1": models.model_1(asked),
        "balog_2": models.model_2(asked),
    }


def without(ranked: Sequence[str], excluded: Collection[str]) -> tuple[str, ...]:
    """The ranking with some people taken out."""
    return tuple(handle for handle in ranked if handle not in excluded)


def within(ranked: Sequence[str], allowed: Collection[str]) -> tuple[str, ...]:
    """The ranking of some people alone."""
    return tuple(handle for handle in ranked if handle in allowed)
