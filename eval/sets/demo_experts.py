"""The demo's questions for people: is the right colleague first, is a leaver offered, is nobody invented."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from assistant.bootstrap import Application
from eval.asking import Asker
from eval.demo.content import address, rows
from eval.golden_experts import WhoKnows
from eval.metrics import mean, rank_measures
from eval.results import Miss
from eval.workspace import Workspace

MOST = 10
Rankings = Mapping[str, Sequence[str]]


def measure_experts(
    space: Workspace, application: Application, questions: Sequence[WhoKnows]
) -> tuple[dict[str, float], tuple[Miss, ...]]:
    """Each question asked of `Assistant.experts` in its words alone, as its asker; the misses tell why
    somebody is right."""
    asked = space.sample(questions, lambda question: question.id)
    offered = {
        question.id: _offered(application, question)
        for question in space.track(asked, "demo: asking for people")
    }
    gone = leavers(max((question.asked_at for question in asked), default=date.min))
    return figures(asked, offered, gone), tuple(_misses(asked, offered, gone))


def leavers(on: date) -> frozenset[str]:
    """The addresses of all who have left the demo company by that day."""
    return frozenset(
        address(row["key"])
        for row in rows("staff")
        if row["left"] and date.fromisoformat(row["left"]) <= on
    )


def figures(
    questions: Sequence[WhoKnows], offered: Rankings, gone: Collection[str]
) -> dict[str, float]:
    """experts_mrr over the questions that somebody can answer, in all and by what is asked for and
    language; experts_declined over those that nobody can; leavers_offered counts questions."""
    known = [question for question in questions if question.experts]
    unknown = [question for question in questions if not question.experts]
    found = _ranked(known, offered, ("mrr", "p@1"), "")
    parts: dict[str, list[WhoKnows]] = {}
    for question in known:
        parts.setdefault(question.asked_for, []).append(question)
        parts.setdefault(question.language, []).append(question)
    for part, some in parts.items():
        found |= _ranked(some, offered, ("mrr",), f"/{part}")
    return found | {
        "leavers_offered": sum(
            bool(set(offered[question.id]) & set(gone)) for question in questions
        ),
        "experts_declined": mean(not offered[question.id] for question in unknown),
        "experts_questions": len(questions),
    }


def _ranked(
    questions: Sequence[WhoKnows], offered: Rankings, names: Sequence[str], part: str
) -> dict[str, float]:
    measures = rank_measures(
        {question.id: offered[question.id] for question in questions},
        {question.id: question.experts for question in questions},
        names,
    )
    return {f"experts_{name}{part}": value for name, value in measures.items()}


def _offered(application: Application, question: WhoKnows) -> tuple[str, ...]:
    asker = Asker(application, access=application.access(question.asker))
    experts = asker.experts(question.question, limit=MOST)
    return tuple(expert.person.email.lower() for expert in experts)


def _misses(
    questions: Sequence[WhoKnows], offered: Rankings, gone: Collection[str]
) -> Iterator[Miss]:
    for question in questions:
        named = offered[question.id]
        said = ", ".join(named[:5]) or "(nobody)"
        wanted = f"{', '.join(question.experts) or 'nobody'}: {question.why}"
        if set(named) & set(gone):
            left = ", ".join(one for one in named if one in gone)
            yield Miss(
                "leavers_offered", question.id, question.question, wanted, f"{left} of {said}"
            )
        if not question.experts and named:
            yield Miss("experts_declined", question.id, question.question, wanted, said)
        if question.experts and not set(named[:1]) & set(question.experts):
            yield Miss("experts_mrr", question.id, question.question, wanted, said)
