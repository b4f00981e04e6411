"""Asks which customer is meant where a name means several, rather than telling of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from assistant.answers import Choice, CustomerLink
from assistant.bilingual import Bilingual
from assistant.called import called
from assistant.customer_questions.asked import PartAsked
from assistant.questions import Language
from ingest.access import Access
from ingest.catalog.directory import issued_ids
from ingest.catalog.visible import visible
from ingest.names import fold, is_chinese

_WHICH = Bilingual(
    "「{said}」可能指：{names}。你问的是哪一家？", "“{said}” may be {names}. Which one do you mean?"
)
_JOINER: dict[Language, str] = {"zh": "、", "en": " or "}


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
    meant = [
        _alone(one.id, names, fold(said), language) or called(one).said(language) for one in links
    ]
    return _WHICH.said(language).format(said=said, names=_JOINER[language].join(meant))


def names_of(connection: Connection, ids: Sequence[str], *, access: Access) -> dict[str, list[str]]:
    """Every name of customers that a readable record gives, of those merged into them too."""
    names = visible(access=access).entity_names.c
    return {
        one: list(
            connection.scalars(
                select(names.name)
                .where(names.entity_id.in_(issued_ids(connection, one)))
                .distinct()
                .order_by(names.name)
            )
        )
        for one in ids
    }


def _alone(
    customer_id: str, names: Mapping[str, Sequence[str]], said: str, language: Language
) -> str:
    """The shortest name, in the question's script if there is one, that none of the others bears."""
    others = {fold(name) for one, held in names.items() if one != customer_id for name in held}
    own = [name for name in names[customer_id] if fold(name) not in others | {said}]
    fitting = [name for name in own if is_chinese(name) == (language == "zh")]
    return min(fitting or own, key=lambda one: (len(one), one), default="")
