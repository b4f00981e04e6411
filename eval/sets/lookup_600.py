"""Lookups and counts in the words of eval/phrasings, over WorkBench's tables and the demo's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from assistant.bootstrap import Application
from eval.asking import EVERYONE
from eval.crm_questions import Field, First, Groups, Number, Question, questions
from eval.crm_rows import Tables, demo_tables, workbench_tables
from eval.crm_scoring import is_right, table_rows
from eval.data import CHECKOUT, set_folder
from eval.demo.build import TODAY, build
from eval.metrics import mean, median
from eval.phrasing import read_phrasings, read_writings
from eval.replies import cited, prose
from eval.results import Miss, SetResult
from eval.sets import workbench_crm
from eval.workspace import Workspace, timed

NAME = "lookup_600"
QUESTIONS = 600
DEMO = "crm"


@dataclass(frozen=True, slots=True)
class Company:
    """One company's open store and the rows that say what is right."""

    application: Application
    tables: Tables


def measure(space: Workspace) -> SetResult:
    """lookup_600: exactly right in all; the same of each kind, language and phrasing."""
    folder = set_folder(workbench_crm.NAME)
    demo = CHECKOUT / "build" / "demo"
    build(demo)
    tables = (
        workbench_tables(folder, workbench_crm.NAME),
        demo_tables(demo, DEMO, TODAY),
    )
    made = questions(tables, read_phrasings(), read_writings(), most=QUESTIONS, seed=space.seed)
    asked = space.sample(made, lambda question: question.id)
    with ExitStack() as stack:
        workbench = stack.enter_context(workbench_crm.opened(space, folder))
        company = stack.enter_context(space.company_store("demo"))
        stores = (workbench, company)
        companies = {
            each.source: Company(application, each)
            for application, each in zip(stores, tables, strict=True)
        }
        return measured(space, companies, asked)


def measured(
    space: Workspace, companies: Mapping[str, Company], asked: Sequence[Question]
) -> SetResult:
    """The questions asked of their companies by somebody who may read what everyone may."""
    right: dict[str, list[bool]] = defaultdict(list)
    misses: list[Miss] = []
    ask_ms: list[float] = []
    for question in space.track(asked, f"{NAME}: asking"):
        company = companies[question.company]
        with timed(ask_ms):
            answer = company.application.assistant.ask(
                question.text, access=EVERYONE, asked_at=company.tables.today
            )
        hit = is_right(question, answer)
        phrasing = question.phrasing
        for name in ("", phrasing.kind, phrasing.language, question.company, phrasing.id):
            right[name].append(hit)
        if not hit:
            said = prose(answer) or f"(declined, confidence {answer.confidence:.2f})"
            told = "\n".join([said, *map(" | ".join, table_rows(answer))])
            wanted = _wanted(question)
            misses.append(
                Miss(phrasing.id, question.id, question.text, wanted, told, cited(answer))
            )
    figures = {f"{NAME}/{name}" if name else NAME: mean(hits) for name, hits in right.items()}
    notes = (
        "made from eval/phrasings, which were written before the grammar that answers",
        "asked: " + ", ".join(f"{name} {len(hits)}" for name, hits in right.items() if name),
    )
    metrics = figures | {"questions": len(asked), "ask_ms": median(ask_ms)}
    return SetResult(metrics, misses=tuple(misses), notes=notes)


def _wanted(question: Question) -> str:
    gold = question.gold
    match gold:
        case Field():
            return f"{gold.accepted[0]} (row {gold.row_id})"
        case Number():
            return f"{gold.value:f}"
        case Groups():
            counts = (f"{gold.forms[key][0]}: {n}" for key, n in gold.numbers.items())
            return "; ".join(counts)
        case First():
            return gold.forms[gold.winner][0]
