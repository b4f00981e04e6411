"""What a customer or a colleague is called in each language."""

from __future__ import annotations

from assistant.answers import CustomerLink, PersonCard
from assistant.bilingual import Bilingual
from ingest.names import is_chinese


def called(one: PersonCard | CustomerLink) -> Bilingual:
    """The one name in either where only one is known."""
    other = one.alternate_name or one.name
    return Bilingual(one.name, other) if is_chinese(one.name) else Bilingual(other, one.name)
