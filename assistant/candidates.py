"""The records that may answer a lookup: those that a question names, and those found that explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.asking import Asked
from assistant.fielded import (
    FieldedRecord,
    contact_records,
    directory_titles,
    fielded_records,
    owned_accounts,
    records_with_ids,
    stating_records,
)
from assistant.found import Found
from assistant.titles import TitlePhrase, TitleVocabulary
from assistant.vocabulary import FieldVocabulary
from ingest.access import Access
from ingest.filters import Filters
from ingest.names import fold
from ingest.segmentation import terms

_PASSAGES = 30
_TOGETHER = 0.86
_LIKELY = 0.5


@dataclass(frozen=True, slots=True)
class _Subjects:
    """The records that a question names, in order; `alone` where no other may answer for them."""

    record_ids: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that explains the question; how many of the fields asked for it has, and how many of
    the question's words its title says, beyond names and what it is."""

    record: FieldedRecord
    own: bool
    score: float
    answered: int
    called: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The records that may answer, and the share of the question that they explain; `sure` where
    they leave no word of it."""

    asked: Asked
    records: tuple[Candidate, ...]
    explained: float
    sure: bool = False


class CandidateFinder:
    """Finds the records whose fields a question asks for."""

    def __init__(self, vocabulary: FieldVocabulary, titles: TitleVocabulary) -> None:
        self._vocabulary = vocabulary
        self._titles = titles

    def find(
        self,
        connection: Connection,
        found: Found,
        asked: Asked,
        *,
        access: Access,
        filters: Filters,
        without: frozenset[str],
    ) -> Candidates:
        """What is asked, read in the light of who holds which title, and the records that explain
        it: those it names in its order, then the best found."""
        asked, subjects = self._subjects(connection, asked, access)
        scores = dict.fromkeys(subjects.record_ids, 0.0)
        if not subjects.alone:
            scores |= self._scores(connection, found, asked, access)
        records = fielded_records(
            connection,
            scores.keys() - without,
            vocabulary=self._vocabulary,
            access=access,
            filters=filters,
        )
        unknown = self._unknown(asked)
        candidates = [
            Candidate(
                records[record_id],
                record_id in subjects.record_ids,
                score,
                sum(map(records[record_id].answers, asked.fields)),
                self._called(records[record_id], unknown),
            )
            for record_id, score in scores.items()
            if record_id in records
        ]
        eligible = [
            one
            for one in sorted(candidates, key=lambda one: (not one.own, not one.own and -one.score))
            if (subjects.alone or asked.is_of_kind(one.record.kind))
            and holds_one(asked.codes, one.record)
            and (
                asked.customers
                or not asked.tier
                or fold(one.record.value_of("tier")) in {"", asked.tier}
            )
            and (one.own or self._is_about(found, asked, one.record))
        ]
        shares = [self._explained(found, asked, [one]) for one in eligible]
        sure = [one for one, share in zip(eligible, shares, strict=True) if share == 1]
        together = self._together(found, asked, eligible)
        if len(together) > 1 and (len(asked.codes) > 1 or sure in ([one] for one in together)):
            sure = together
        if sure := sure or together:
            return Candidates(asked, tuple(sure), 1.0, sure=True)
        if asked.names_several and (known := self._known_of_several(asked, eligible)):
            return Candidates(asked, tuple(known), self._explained(found, asked, known), sure=True)
        best = max(shares, default=0.0)
        if best < _LIKELY:
            return Candidates(asked, (), 0.0)
        likely = [one for one, share in zip(eligible, shares, strict=True) if share == best]
        return Candidates(asked, tuple(likely), best)

    def _subjects(
        self, connection: Connection, asked: Asked, access: Access
    ) -> tuple[Asked, _Subjects]:
        """Whose fields are asked for; nothing is, where a title is asked for that nobody holds.

        A customer's account manager is ours, whatever their own people are called.
        """
        if called := records_with_ids(connection, asked.codes, access=access):
            return asked.by_ids(), _Subjects(tuple(called), alone=True)
        if asked.bynames:
            meant = self._bearers(connection, asked, access)
            return asked.without_bynames(), _Subjects(meant, alone=False)
        if asked.titles and not asked.has_own(asked.titles):
            holders = [self._holders(connection, title, asked, access) for title in asked.titles]
            if all(holders):
                held = tuple(dict.fromkeys(one for several in holders for one in several))
                return asked.by_title(), _Subjects(held, alone=True)
            if not all(map(asked.may_be_field, asked.titles)):
                return asked.without_fields(), _Subjects((), alone=True)
        if asked.asks_for_accounts:
            owned = owned_accounts(connection, asked.named, access=access)
            return asked.of_owners(), _Subjects(tuple(owned), alone=True)
        stating = stating_records(connection, asked.named, access=access)
        return asked, _Subjects(tuple(stating), alone=False)

    def _bearers(self, connection: Connection, asked: Asked, access: Access) -> tuple[str, ...]:
        """The records of those named, of namesakes those who hold the title beside the name."""
        stating = stating_records(connection, asked.named, access=access)
        titles = directory_titles(connection, access=access)
        holding = [
            record_id
            for record_id in stating
            if any(
                title.parts <= self._titles.parts(titles.get(record_id, ""))
                for title in asked.bynames
            )
        ]
        return tuple(holding or stating)

    def _holders(
        self, connection: Connection, title: TitlePhrase, asked: Asked, access: Access
    ) -> list[str]:
        """The records of the named customers' contacts, else of colleagues, who hold a title."""
        if asked.customers:
            eligible = contact_records(connection, asked.customers, access=access)
        else:
            titles = directory_titles(connection, access=access)
            said = {one for one in set(titles.values()) if self._titles.may_mean(title, one)}
            eligible = [record_id for record_id, one in titles.items() if one in said]
        people = fielded_records(connection, eligible, vocabulary=self._vocabulary, access=access)
        return [
            record_id
            for record_id in eligible
            if (person := people.get(record_id))
            and self._titles.is_held(
                title,
                title=person.value_of("title"),
                department=person.value_of("department"),
                text=person.text,
            )
        ]

    def _scores(
        self, connection: Connection, found: Found, asked: Asked, access: Access
    ) -> dict[str, float]:
        """What was found, and of the customers named every contact, named by nobody."""
        found_scores = {
            passage.record_id: passage.score for passage in reversed(found.passages[:_PASSAGES])
        }
        contacts = contact_records(connection, asked.customers, access=access)
        return dict.fromkeys(contacts, 0.0) | found_scores

    def _is_about(self, found: Found, asked: Asked, record: FieldedRecord) -> bool:
        """Whether a record that was found is tied to whom, or says what, the question is about."""
        if asked.named:
            return not record.tags.isdisjoint(asked.named)
        said = self._said(record)
        return not (said | found.covered(said)).isdisjoint(self._unknown(asked))

    def _explained(self, found: Found, asked: Asked, candidates: Sequence[Candidate]) -> float:
        """The share of the question that names, fields and what the records say together explain."""
        said = {term for one in candidates for term in self._said(one.record)}
        missing = self._unknown(asked) - said - found.covered(said)
        return 1 - sum(asked.rest[term] for term in missing) / (found.worth(found.terms) or 1.0)

    def _together(
        self, found: Found, asked: Asked, candidates: Sequence[Candidate]
    ) -> list[Candidate]:
        """Records that are each called by some words of the question, and explain it together.

        Of the P500 and the P500R one each is meant; a record called by fewer of the same words than
        another is not.
        """
        unknown = self._unknown(asked)
        called = [
            (one, words)
            for one in candidates
            if one.answered == len(asked.fields)
            and (words := unknown.intersection(terms(one.record.title)))
        ]
        meant = [one for one, words in called if not any(words < others for _, others in called)]
        alike = len({one.record.kind for one in meant}) == 1
        return meant if alike and self._explained(found, asked, meant) >= _TOGETHER else []

    def _known_of_several(self, asked: Asked, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Of several codes side by side the records that are called by one, where nothing but the other
        codes is left: of the V60 and the V90 the V60 alone, if there is no V90."""
        unknown = self._unknown(asked)
        codes = frozenset(term for code in asked.codes for term in terms(code))
        known = [
            one
            for one in candidates
            if one.answered == len(asked.fields) and codes.intersection(terms(one.record.title))
        ]
        said = frozenset(term for one in known for term in self._said(one.record))
        alike = len({one.record.kind for one in known}) == 1
        return known if alike and unknown - said <= codes else []

    def _called(self, record: FieldedRecord, unknown: frozenset[str]) -> int:
        return len(
            unknown.intersection(terms(record.title)) - self._vocabulary.kind_terms(record.kind)
        )

    def _unknown(self, asked: Asked) -> frozenset[str]:
        """The terms that neither names nor fields asked for account for."""
        return frozenset(
            term
            for term in asked.rest
            if not self._vocabulary.is_generic(term, comparing=asked.compares)
        )

    def _said(self, record: FieldedRecord) -> frozenset[str]:
        said = terms(record.text)
        return self._vocabulary.kind_terms(record.kind).union(
            said, self._vocabulary.other_words(said)
        )


def holds_one(codes: Sequence[str], record: FieldedRecord) -> bool:
    """Whether a record says one of the codes in the question whole; T043-02 is not about T043-57."""
    said = fold(record.text)
    return not codes or any(code in said for code in codes)
