"""How much each record says of a question, of all that the asker may read: what its people know it by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from assistant.answers import Passage
from assistant.found import POLLED_CHUNKS, Found
from assistant.knowing_words import knowing_terms
from assistant.questions import asked_roles, names_in
from ingest.access import Access
from ingest.catalog.reading import records_tagged
from ingest.segmentation import terms
from ingest.store import Store

_RECORDS = 400
_SHARPNESS = 2.5
_SETTLED = 1.4
_DENSE = 0.4
_CORE = 30
_FIELD = 1.5
_A_TEXT = 30
_SPREAD = 0.6
_ELSEWHERE = 0.1
_READ = 10
_ALIKE = 1e-6
_SAID = 2.0
_EVIDENT = -0.3
_ENOUGH_WORDS = 10
_NEAR = 0.1
_MISSED = 0.25
_UNHEARD = 0.6
_MONTH = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")


@dataclass(frozen=True, slots=True)
class Poll:
    """What the records have to say on a question.

    votes: record id -> its votes, relative to the most
    asked: how many words are asked beside names and who knows it
    said: of these the share that the best passage says, in idf
    words: how many words of it one passage says
    nearest: the standard score of the nearest chunk above sqrt(2 ln n), near which the greatest of n
        normal ones is
    missed: of what is asked the share that is names and codes which none of the best passages says
    unheard: of what is asked the share that no chunk says at all, nor the best passages in other words
    """

    votes: Mapping[str, float]
    asked: int
    said: float
    words: int
    nearest: float
    missed: float
    unheard: float

    @property
    def evident(self) -> bool:
        """Whether anything that was found is about what is asked."""
        if not self.asked:
            return bool(self.votes)
        lacking = self.missed > _MISSED or self.unheard > _UNHEARD
        if lacking and self.nearest < _NEAR:
            return False
        said = max(self.said, self.words / _ENOUGH_WORDS)
        return self.nearest + _SAID * said >= _EVIDENT


_NOBODY_ASKED = Poll({}, 0, 0.0, 0, 0.0, 0.0, 0.0)


class Voting:
    """Of the `POLLED_CHUNKS` nearest chunks and as many by keywords, each votes for its record; the `_RECORDS` with
    most votes count.

    A vote is the chunk's standard score among all that the asker may read, (x - mean) / deviation, of its
    cosine and of its BM25, weighed `_DENSE` to the rest, to the power of `_SHARPNESS`; what is below the
    mean has none. So a topic that few records tell of is settled by these, and one that is everywhere by
    how much each has of it.

    Who should review a thing is settled by the records most like it: their votes to the power of `_SETTLED`. A
    text of more than `_A_TEXT` terms stands for its field: the votes of its records are taken to the power of
    `_SPREAD`, and `_FIELD` times as much have those near the middle of its `_CORE` best chunks. The constants
    are chosen on expert_k8s and expert_dblp (docs/experts.md).
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def poll(self, found: Found, *, access: Access) -> Poll:
        """The votes on a question; none where nothing was asked.

        Where the question names customers or colleagues, a record that none of its chunks ties to them
        counts a tenth.
        """
        if not found.vector.size:
            return _NOBODY_ASKED
        compared = found.compared or self._store.scan.compare(
            found.vector, POLLED_CHUNKS, access=access
        )
        if not compared.count:
            return _NOBODY_ASKED
        near = _standard(dict(compared.nearest), compared.mean, compared.deviation)
        said = self._said(found, compared.count, access)
        furthest = min(0.0, min(near.values()))
        unsaid = min(said.values(), default=0.0) if len(said) == compared.count else 0.0
        scores = {
            chunk_id: _DENSE * near.get(chunk_id, furthest)
            + (1 - _DENSE) * said.get(chunk_id, unsaid)
            for chunk_id in {**near, **said}
        }
        asked = found.focus - knowing_terms()
        votes = _relative(_summed(scores, _SHARPNESS))
        if "reviewer" in asked_roles(found.question):
            votes = {one: vote**_SETTLED for one, vote in votes.items()}
        elif len(asked) > _A_TEXT:
            votes = self._of_its_field(votes, scores, access)
        read = _said_by(found.passages[:_READ])
        said_of = [asked & found.covered(one) for one in read]
        worth = found.worth(asked) or 1.0
        return Poll(
            _relative(_most(self._about_the_named(votes, found.named, access), _RECORDS)),
            len(asked),
            max((found.worth(one) / worth for one in said_of), default=0.0),
            max(map(len, said_of), default=0),
            max(near.values()) - sqrt(2 * log(compared.count)),
            found.worth(_missed(asked, found, read)) / worth,
            found.worth(_unheard(asked, found, read)) / worth,
        )

    def _said(self, found: Found, count: int, access: Access) -> dict[str, float]:
        """Standard scores of BM25 of the question's words, and of half of what they are in the other
        language."""
        within = access if self._store.scan.holds_more_than(access) else None
        sayings = chain.from_iterable(found.translations.values())
        others = {term for term in chain.from_iterable(sayings) if len(term) > 1}
        lesser = sorted(others.union(found.synonyms).difference(found.idf))
        asked = [term for term in found.idf if term not in knowing_terms()] or [*found.idf]
        hits = self._store.keywords.search(asked, POLLED_CHUNKS, within=within, lesser=lesser)
        return _standard_among(hits, count)

    def _of_its_field(
        self, votes: Mapping[str, float], scores: Mapping[str, float], access: Access
    ) -> dict[str, float]:
        """The votes, flatter, and those of chunks near the middle of the best (Rocchio, 1971)."""
        core = {one: score for one, score in _most(scores, _CORE).items() if score > 0}
        if not core:
            return dict(votes)
        middle = self._store.scan.centre(core)
        around = self._store.scan.compare(middle, POLLED_CHUNKS, access=access)
        near = _standard(dict(around.nearest), around.mean, around.deviation)
        field = _relative(_summed(near, 1.0))
        return {
            one: votes.get(one, 0.0) ** _SPREAD + _FIELD * field.get(one, 0.0)
            for one in {**votes, **field}
        }

    def _about_the_named(
        self, votes: Mapping[str, float], named: Sequence[str], access: Access
    ) -> dict[str, float]:
        if not named:
            return dict(votes)
        with self._store.catalog.reading() as connection:
            tagged = records_tagged(connection, list(votes), named, access=access)
        return {
            record_id: vote * (1.0 if record_id in tagged else _ELSEWHERE)
            for record_id, vote in votes.items()
        }


def _standard(scores: Mapping[str, float], mean: float, deviation: float) -> dict[str, float]:
    """Standard scores; of those that are all alike, or the only one, 1."""
    if deviation < _ALIKE:
        return dict.fromkeys(scores, 1.0)
    return {chunk_id: (score - mean) / deviation for chunk_id, score in scores.items()}


def _standard_among(hits: Iterable[tuple[str, float]], count: int) -> dict[str, float]:
    """The same of hits among `count`, of which the others score 0."""
    scores = dict(hits)
    mean = sum(scores.values()) / count
    variance = sum(score * score for score in scores.values()) / count - mean * mean
    return _standard(scores, mean, sqrt(max(variance, 0.0)))


def _said_by(passages: Iterable[Passage]) -> list[frozenset[str]]:
    return [
        frozenset(terms(" ".join((passage.title, *passage.heading, passage.text))))
        for passage in passages
    ]


def _missed(asked: frozenset[str], found: Found, said: Sequence[frozenset[str]]) -> frozenset[str]:
    names = [name for name in names_in(found.question) if not _MONTH.match(name)]
    named = asked.intersection(term for name in names for term in terms(name))
    return named - found.covered(frozenset(chain.from_iterable(said)))


def _unheard(asked: frozenset[str], found: Found, said: Sequence[frozenset[str]]) -> frozenset[str]:
    silent = frozenset(term for term in asked if found.idf[term] >= found.unheard)
    return silent - found.covered(frozenset(chain.from_iterable(said)))


def _most(votes: Mapping[str, float], count: int) -> dict[str, float]:
    return dict(sorted(votes.items(), key=lambda item: (-item[1], item[0]))[:count])


def _summed(scores: Mapping[str, float], sharpness: float) -> dict[str, float]:
    """Record -> the sum of its chunks' scores to a power; what is below the mean has none."""
    votes: dict[str, float] = defaultdict(float)
    for chunk_id, score in scores.items():
        if score > 0:
            votes[_record_of(chunk_id)] += score**sharpness
    return votes


def _relative(votes: Mapping[str, float]) -> dict[str, float]:
    most = max(votes.values(), default=0.0)
    return {record_id: vote / most for record_id, vote in votes.items()} if most else {}


def _record_of(chunk_id: str) -> str:
    return chunk_id.partition(".")[0]
