"""What is shown of colleagues."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answers import PersonCard


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who may be meant; `active` is false for who has left."""

    person: PersonCard
    active: bool
