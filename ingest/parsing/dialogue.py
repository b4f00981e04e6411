"""What people say in turn: a section a turn, which names its speaker and when it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.documents import Parsed
from ingest.records import PersonRef, Section

_MOST_PARTICIPANTS = 200
_LONGEST_JOINED = (
    1000  # characters: what nobody is named for is broken into paragraphs of about so many
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without another speaking. `at` is a clock's or recording's time as written."""

    speaker: str
    text: str
    at: str = ""


def sections_of(turns: Iterable[Turn], heading: tuple[str, ...] = ()) -> tuple[Section, ...]:
    """A section a turn, "Speaker: text" on one line; its page is its time, else its number."""
    return tuple(
        Section(
            f"{turn.speaker}: {said}" if turn.speaker else said,
            heading,
            turn.at or str(number),
            turn.speaker,
        )
        for number, turn in enumerate(turns, start=1)
        if (said := " ".join(turn.text.split()))
    )


def joined(pieces: Iterable[Turn]) -> tuple[Turn, ...]:
    """Pieces of speech, as captions cut them, as turns."""
    turns: list[Turn] = []
    for piece in pieces:
        last = turns[-1] if turns else None
        if last and last.speaker == piece.speaker and len(last.text) < _LONGEST_JOINED:
            spaced = last.text[-1:].isascii() or piece.text[:1].isascii()
            turns[-1] = replace(last, text=f"{last.text}{' ' if spaced else ''}{piece.text}")
        else:
            turns.append(piece)
    return tuple(turns)


def parsed_dialogue(turns: Sequence[Turn]) -> Parsed:
    """A transcript or chat in a folder; whoever speaks takes part."""
    speakers = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    return Parsed(
        sections_of(turns),
        participants=tuple(PersonRef(name=name) for name in speakers)[:_MOST_PARTICIPANTS],
    )
