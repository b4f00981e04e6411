"""Reads a lookup that is put in words of its own: what it is about, and which field it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.asking import Asked
from assistant.candidates import holds_one
from assistant.fielded import FieldedRecord
from assistant.found import Found
from assistant.meanings import FieldMeanings, Meaning
from assistant.profiles import asks_for_all, asks_for_some, telling_fields
from assistant.subjects import Subject, SubjectFinder, called_in
from ingest.access import Access
from ingest.filters import Filters

_PLAIN = 0.85  # so near that no other reading is tried
_LINES = frozenset({"manager", "reports"})
_SHOWN = {"contact": "contact", "reports": "manager"}
_BELOW = re.compile(
    r"(?:谁|哪些|哪几|多少|几个).{0,8}(?:向|跟|归|给)他|手下|下属|下面|团队|组里|带(?:了|着)?(?:谁|哪些|几)|"
    r"\b(?:reports?|reporting|works?|working|answers?) (?:directly )?(?:to|for|under) this|"
    r"\b(?:direct reports|subordinates|team of|people under)\b|colleague'?s? (?:team|reports|people)\b"
)
_CLAUSE = re.compile(r"[,，;；。？?!！]+|\band\b|以及|还有|并且")


@dataclass(frozen=True, slots=True)
class Meant:
    """Records with the canonical names of the fields that a question means of them; `whole` where it
    means all of what they tell."""

    records: tuple[FieldedRecord, ...]
    fields: frozenset[str]
    named: bool
    nearness: float
    whole: bool = False


class ParaphraseReader:
    """Of the ways to read a question as one for a field, takes that which comes nearest."""

    def __init__(self, subjects: SubjectFinder, meanings: FieldMeanings) -> None:
        self._subjects = subjects
        self._meanings = meanings

    def read(
        self,
        connection: Connection,
        found: Found,
        asked: Asked,
        *,
        access: Access,
        filters: Filters,
        without: frozenset[str],
    ) -> Meant | None:
        """What the question means; None where it comes near no field of what it is about."""
        subjects = self._subjects.find(
            connection, found, asked, access=access, filters=filters, without=without
        )
        best: Meant | None = None
        for subject in subjects:
            if subject.kind == "account" and asked.titles and not asked.has_own(asked.titles):
                continue
            if not any(holds_one(asked.codes, record) for record in subject.records):
                continue
            meant = _as_a_whole(subject) or self._meant(subject)
            if meant and (best is None or meant.nearness > best.nearness):
                best = meant
            if best and best.nearness >= _PLAIN:
                break
        return best

    def _meant(self, subject: Subject) -> Meant | None:
        """By the clauses, where each asks for a field; else by the question as a whole."""
        fields = {
            name: line.name
            for record in subject.records
            for line in record.lines
            for name in line.names
        }
        fields |= {name: name for name, records in subject.tied.items() if records}
        called = called_in(subject.kind, subject.question)
        plain = subject.question.replace(called, "|")
        if asks_for_some(plain) or asks_for_all(plain):
            return None
        clauses = [one.strip() for one in _CLAUSE.split(subject.question) if one.strip()]
        spoken = [one if called in one else f"{called} {one}" for one in clauses]
        for parts in ([spoken] if len(spoken) > 1 else []) + [[subject.question]]:
            read = [self._field(subject, part, fields) for part in parts]
            meant = [one for one in read if one]
            if len(meant) == len(parts):
                names = frozenset(one.field for one in meant)
                nearness = min(one.nearness for one in meant)
                return _answered(subject, names, nearness)
        return None

    def _field(self, subject: Subject, question: str, fields: Mapping[str, str]) -> Meaning | None:
        meaning = self._meanings.of(question, subject.kind, among=fields)
        if meaning and subject.kind == "person" and meaning.field in _LINES:
            below = bool(_BELOW.search(question))
            field = "reports" if below else "manager"
            return Meaning(field, meaning.nearness) if field in fields else None
        return meaning


def _as_a_whole(subject: Subject) -> Meant | None:
    """All that records tell, where the question asks for nothing else of them."""
    called = called_in(subject.kind, subject.question)
    if not subject.one or not asks_for_all(subject.question.replace(called, "|")):
        return None
    telling = frozenset(name for one in subject.records for name in telling_fields(one))
    return Meant(subject.records, telling, subject.named, 1.0, whole=True)


def _answered(subject: Subject, names: frozenset[str], nearness: float) -> Meant:
    """The records that answer: those tied to the subject, where such are asked for."""
    tied = [name for name in subject.tied if name in names]
    records = [one for name in tied for one in subject.tied[name]]
    if len(tied) == len(names):
        shown = frozenset({_SHOWN[name] for name in tied})
        return Meant(tuple(records), shown, subject.named, nearness)
    shown = names - subject.tied.keys() | {_SHOWN[name] for name in tied}
    return Meant((*subject.records, *records), shown, subject.named, nearness)
