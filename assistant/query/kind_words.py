"""What kinds of record a question's words mean, of those that the asker may read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import get_args

from assistant.query.known_fields import KnownFields
from assistant.query.lexicon import Token
from ingest.records import Kind

_KINDS: tuple[Kind, ...] = get_args(Kind)
_MEANS: dict[str, tuple[Kind, ...]] = {
    **{kind: (kind,) for kind in _KINDS},
    "interactions": ("visit", "call", "meeting"),
    "complaints": ("ticket", "visit", "call", "mail", "meeting", "chat"),
}
_INSTEAD: dict[tuple[str, ...], Kind] = {("project",): "deal", ("meeting",): "event"}
"""What a word for a kind may mean where there are no such records."""


def marks_there(marks: Iterable[Token], known: KnownFields) -> list[Token]:
    """The marks, and of the words for kinds those of which the asker may read any: what there is no
    record of is no kind here, though it may be a field (the product of a deal)."""
    return [one for one in marks if one.is_ != "kind" or _held(one, known)]


def kinds_spoken(
    tokens: Sequence[Token], marks: Sequence[Token], known: KnownFields
) -> dict[Token, tuple[Kind, ...]]:
    """Each word for a kind of record -> the kinds that it may mean and that are there."""
    spoken = [one for one in tokens if one.is_ == "kind"]
    if not spoken:  # 合同总额, deal value: within a word for a field
        spoken = [one for one in marks if one.is_ == "kind"][:1]
    return {one: _held(one, known) for one in spoken}


def _held(token: Token, known: KnownFields) -> tuple[Kind, ...]:
    """The kinds that a word may mean and that are there."""
    meant = [kind for name in token.means for kind in _MEANS[name]]
    there = tuple(dict.fromkeys(one for one in meant if known.exists(one)))
    instead = _INSTEAD.get(token.means)
    if not there and instead and known.exists(instead):
        return (instead,)
    return there
