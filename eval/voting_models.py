"""The published models of expert finding that ours is compared with: pure functions of passages and texts.

Votes, reciprocal rank, CombSUM and CombMNZ: Macdonald and Ounis, "Voting for candidates", CIKM 2006. Models 1
and 2: Balog, Azzopardi and de Rijke, "Formal models for expert finding in enterprise corpora", SIGIR 2006.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from math import exp, log

Scored = Sequence[tuple[str, float]]
"""Records with their scores, best first; each once."""
People = Mapping[str, Collection[str]]
"""Record -> the people tied to it."""
Ranking = tuple[str, ...]

_SMOOTHING = 0.5
"""The weight of the whole collection's language in either model of Balog's."""


def votes(found: Scored, people: People) -> Ranking:
    """A person has as many votes as records."""
    return _summed([(record, 1.0) for record, _ in found], people)


def reciprocal_rank(found: Scored, people: People) -> Ranking:
    """A record at place n gives 1 / n."""
    return _summed([(one[0], 1 / place) for place, one in enumerate(found, start=1)], people)


def combsum(found: Scored, people: People) -> Ranking:
    """A record gives its score, in 0..1 of what was found."""
    return _summed(_scaled(found), people)


def combmnz(found: Scored, people: People) -> Ranking:
    """The same, times the number of the person's records."""
    sums: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for record, score in _scaled(found):
        for person in people.get(record, ()):
            sums[person] += score
            counts[person] += 1
    return _ranked({person: total * counts[person] for person, total in sums.items()})


VOTING: Mapping[str, Callable[[Scored, People], Ranking]] = {
    "votes": votes,
    "reciprocal_rank": reciprocal_rank,
    "combsum": combsum,
    "combmnz": combmnz,
}


class LanguageModels:
    """Balog's models over `texts` (record -> its terms), of the people tied to them.

    p(t|d) is the share of a record's terms, p(t) that of all terms; p(d|ca) is alike for each record of a
    person. Model 1: p(q|ca) = prod_t (0.5 sum_d p(t|d) p(d|ca) + 0.5 p(t)). Model 2: p(q|ca) =
    sum_d p(d|ca) prod_t (0.5 p(t|d) + 0.5 p(t)). Terms that no record says are left out.
    """

    def __init__(self, texts: Mapping[str, Sequence[str]], people: People) -> None:
        self._shares = {
            record: {term: count / len(terms) for term, count in Counter(terms).items()}
            for record, terms in texts.items()
            if terms
        }
        held = Counter(term for terms in texts.values() for term in terms)
        size = sum(held.values())
        self._background = {term: count / size for term, count in held.items()}
        self._records: dict[str, list[str]] = defaultdict(list)
        for record, tied in people.items():
            for person in tied if record in self._shares else ():
                self._records[person].append(record)

    def model_1(self, question: Sequence[str]) -> Ranking:
        """By how likely the question is in what a person's records say together."""
        asked = self._asked(question)
        return _ranked(
            {
                person: sum(
                    count
                    * self._log(
                        term, sum(self._share(record, term) for record in records) / len(records)
                    )
                    for term, count in asked.items()
                )
                for person, records in self._records.items()
            }
        )

    def model_2(self, question: Sequence[str]) -> Ranking:
        """By how likely it is in each of them, on average."""
        asked = self._asked(question)
        likely = {
            record: sum(
                count * self._log(term, self._share(record, term)) for term, count in asked.items()
            )
            for record in self._shares
        }
        most = max(likely.values(), default=0.0)
        return _ranked(
            {
                person: sum(exp(likely[record] - most) for record in records) / len(records)
                for person, records in self._records.items()
            }
        )

    def _asked(self, question: Sequence[str]) -> Counter[str]:
        return Counter(term for term in question if term in self._background)

    def _share(self, record: str, term: str) -> float:
        return self._shares[record].get(term, 0.0)

    def _log(self, term: str, share: float) -> float:
        return log((1 - _SMOOTHING) * share + _SMOOTHING * self._background[term])


def best_of_each(passages: Sequence[tuple[str, float]]) -> Scored:
    """Records by their best passage, best first."""
    best: dict[str, float] = {}
    for record, score in passages:
        best[record] = max(score, best.get(record, score))
    return sorted(best.items(), key=lambda item: -item[1])


def _scaled(found: Scored) -> Scored:
    scores = [score for _, score in found]
    least, most = min(scores, default=0.0), max(scores, default=0.0)
    return [(record, (score - least) / ((most - least) or 1.0)) for record, score in found]


def _summed(votes: Scored, people: People) -> Ranking:
    sums: dict[str, float] = defaultdict(float)
    for record, vote in votes:
        for person in people.get(record, ()):
            sums[person] += vote
    return _ranked(sums)


def _ranked(scores: Mapping[str, float]) -> Ranking:
    return tuple(sorted(scores, key=lambda person: (-scores[person], person)))
