"""Asks which customer is meant where a name means several, rather than telling of them together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from assistant.answers import Choice, CustomerLink
from assistant.bilingual import Bilingual
from assistant.customer_questions.asked import PartAsked
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.visible import visible
from ingest.names import fold

_WHICH = Bilingual(
    "「{said}」可能指：{names}。你问的是哪一家？", "“{said}” may be {names}. Which one do you mean?"
)
_JOINER: dict[Language, str] = {"zh": "、", "en": " or "}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def choices_among(
    links: Sequence[CustomerLink],
    names: Mapping[str, Sequence[str]],
    question: str,
    asked: PartAsked,
    language: Language,
) -> tuple[Choice, ...]:
    """Each of the customers, with the question as it would be asked of them alone."""
    choices = []
    for one in links:
        name = _alone(one.id, names, asked.said, language)
        spoken = name and len(fold(question)) == len(question)
        asks = f"{question[: asked.start]}{name}{question[asked.end :]}" if spoken else ""
        choices.append(Choice(one, name, asks))
    return tuple(choices)


def which_is_meant(
    links: Sequence[CustomerLink],
    names: Mapping[str, Sequence[str]],
    said: str,
    language: Language,
) -> str:
    """Asks which of them it is."""
    called = [_alone(one.id, names, fold(said), language) or one.name for one in links]
    return _WHICH.said(language).format(said=said, names=_JOINER[language].join(called))


def names_of(connection: Connection, ids: Sequence[str], *, access: Access) -> dict[str, list[str]]:
    """Every name of customers that a readable record gives."""
    names = visible(access=access).entity_names.c
    held: dict[str, list[str]] = {one: [] for one in ids}
    rows = connection.execute(
        select(names.entity_id, names.name).where(names.entity_id.in_(ids)).distinct()
    )
    for row in rows:
        held[row.entity_id].append(row.name)
    return held


def _alone(
    customer_id: str, names: Mapping[str, Sequence[str]], said: str, language: Language
) -> str:
    """The shortest name, in the question's script if there is one, that none of the others bears."""
    others = {fold(name) for one, held in names.items() if one != customer_id for name in held}
    own = [name for name in names[customer_id] if fold(name) not in others | {said}]
    fitting = [name for name in own if bool(_HAN.search(name)) == (language == "zh")]
    return min(fitting or own, key=lambda one: (len(one), one), default="")
