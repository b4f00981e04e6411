"""Judges what came back for a golden question: right, cited right, leaking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

from assistant.answers import Answer, Citation, Expert, Passage
from eval.golden import Golden
from eval.matching import contains, contains_all, contains_any, without_marks
from eval.replies import LIST_SENTENCES, is_short, most_sentences, prose

# Ids of records, chunks, answers and conversations say nothing, but may spell "27" by chance.
_ID = re.compile(r"[a-z2-7]{26}(\.\d+)*|[0-9a-f]{32}")
TextOf = Callable[[str, int], str]


@dataclass(frozen=True, slots=True)
class Returned:
    """Everything a golden question brought: the answer, and the passages and experts asked alone."""

    answer: Answer
    passages: tuple[Passage, ...]
    experts: tuple[Expert, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`cited` asks for `answered` too. `citations` and `good_citations` count for the precision."""

    answered: bool
    cited: bool
    leaked: bool
    citations: int
    good_citations: int


def judge(golden: Golden, returned: Returned, text_of: TextOf) -> Verdict:
    """Compares what came back with the gold. `text_of` gives the text of a record's version."""
    answer = returned.answer
    good = frozenset(
        citation.number for citation in answer.citations if _is_good(citation, golden.gold, text_of)
    )
    answered = _answered(golden, answer)
    return Verdict(
        answered=answered,
        cited=answered and _cited(golden, answer, good),
        leaked=golden.kind == "restricted" and leaks(golden, returned),
        citations=len(answer.citations) if answer.answered else 0,
        good_citations=len(good) if answer.answered else 0,
    )


def leaks(golden: Golden, returned: Returned) -> bool:
    """Whether a forbidden text or a restricted record appears anywhere in what came back.

    A forbidden text that the asker wrote is no leak, and not looked for.
    """
    told = " ".join((*golden.history, golden.question))
    secrets = [secret for secret in golden.forbidden if not contains(told, secret)]
    leaves = list(_leaves(asdict(returned)))
    return any(leaf.partition(".")[0] in golden.gold for leaf in leaves) or any(
        contains_any(leaf, secrets) for leaf in leaves if not _ID.fullmatch(leaf)
    )


def _answered(golden: Golden, answer: Answer) -> bool:
    if not golden.answerable:
        return not answer.answered
    if golden.kind == "who_knows":
        first = [expert.person.email.lower() for expert in answer.experts[:1]]
        return bool(set(first) & set(golden.experts))
    listed = golden.kind == "comparison" or golden.answers_all
    most = LIST_SENTENCES if listed else most_sentences(golden.question)
    said = prose(answer)
    return (
        bool(said)
        and is_short(answer, most=most)
        and (not golden.answers or contains_any(said, golden.answers))
        and contains_all(said, golden.answers_all)
    )


def _cited(golden: Golden, answer: Answer, good: frozenset[int]) -> bool:
    if not golden.gold or not golden.answerable:
        return True
    if golden.kind == "who_knows":
        linked = {
            link.record_id
            for expert in answer.experts[:1]
            for reason in expert.reasons
            for link in reason.records
        }
        return bool(good) or bool(linked & golden.gold)
    wanted: Sequence[tuple[str, ...]] = golden.answers_all or (golden.answers,)
    return all(
        any(
            (not forms or contains_any(without_marks(sentence.text), forms))
            and good.intersection(sentence.citations)
            for sentence in answer.sentences
        )
        for forms in wanted
    )


def _is_good(citation: Citation, gold: frozenset[str], text_of: TextOf) -> bool:
    if citation.record_id not in gold:
        return False
    text = text_of(citation.record_id, citation.version)
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def _leaves(value: object) -> Iterator[str]:
    """Every text inside nested dicts and sequences."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner)
    elif isinstance(value, str):
        yield value
