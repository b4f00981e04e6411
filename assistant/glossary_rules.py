"""What may stand in the glossary."""

from __future__ import annotations

import re
from collections.abc import Collection

from ingest.errors import PermanentError
from ingest.glossary import GlossaryEntry
from ingest.names import fold
from ingest.segmentation import telling_terms

SPELLING_CHARACTERS = 60
SPELLINGS = 20
"""Of one entry, the term included."""
NOTE_CHARACTERS = 500
ENTRIES = 5_000

_HAN = re.compile(r"[\u3400-\u9fff]{2}")
_LATIN = re.compile(r"[^\W_]{2}")
_LETTER = re.compile(r"[^\W\d_]")
_FORMULA = re.compile(r"[=+\-@]")


def stated(entry: GlossaryEntry) -> GlossaryEntry:
    """The entry with single spaces, each other spelling once; PermanentError for what may not stand."""
    term = _spelling(entry.term)
    seen = {fold(term)}
    groups: list[tuple[str, ...]] = []
    for group in (entry.synonyms, entry.abbreviations, entry.code_names):
        kept = []
        for said in group:
            spelling = _spelling(said)
            if fold(spelling) == fold(term):
                raise PermanentError(f"{_shown(said)} is the term itself; give another word for it")
            if fold(spelling) not in seen:
                seen.add(fold(spelling))
                kept.append(spelling)
        groups.append(tuple(kept))
    if len(seen) > SPELLINGS:
        raise PermanentError(f"{_shown(term)} has more than {SPELLINGS} spellings; leave some out")
    note = " ".join(entry.note.split())
    if len(note) > NOTE_CHARACTERS or not note.isprintable():
        raise PermanentError(
            f"The note on {_shown(term)} is longer than {NOTE_CHARACTERS} characters, or no plain text"
        )
    if note and _FORMULA.match(note):
        raise PermanentError(f"The note on {_shown(term)} begins like a formula; begin with a word")
    synonyms, abbreviations, code_names = groups
    return GlossaryEntry(entry.entry_id, term, synonyms, abbreviations, code_names, note)


def require_agreement(entries: Collection[GlossaryEntry], shown: Collection[GlossaryEntry]) -> None:
    """PermanentError where a spelling stands in two entries: what it means would go round in a circle. It
    names those that are `shown` to whoever reads it."""
    holder: dict[str, GlossaryEntry] = {}
    for entry in entries:
        for spelling, form in zip(entry.spellings, entry.forms, strict=True):
            if form in holder:
                seen = holder[form] in shown
                where = f"under {_shown(holder[form].term)}" if seen else "in another entry"
                raise PermanentError(
                    f"{_shown(spelling)} stands {where} already; "
                    f"a spelling belongs to one entry: add to that one, or take it out there first"
                )
            holder[form] = entry
    if len(entries) > ENTRIES:
        raise PermanentError(f"The glossary holds at most {ENTRIES:,} entries")


def _spelling(said: str) -> str:
    spelling = " ".join(said.split())
    if not 0 < len(spelling) <= SPELLING_CHARACTERS:
        raise PermanentError(
            f"{_shown(said)} is no spelling: it has 1 to {SPELLING_CHARACTERS} characters"
        )
    if not spelling.isprintable() or any("\ud800" <= sign <= "\udfff" for sign in spelling):
        raise PermanentError(f"{_shown(said)} holds signs that are not printed")
    if ";" in spelling or "；" in spelling:
        raise PermanentError(
            f"{_shown(said)} holds a semicolon, which divides spellings in a table"
        )
    if _FORMULA.match(spelling):
        raise PermanentError(f"{_shown(said)} begins like a formula of a spreadsheet")
    folded = fold(spelling)
    long_enough = _HAN.search(folded) or (_LATIN.search(folded) and _LETTER.search(folded))
    if not long_enough or not telling_terms(folded):
        raise PermanentError(
            f"{_shown(said)} says too little to be looked for: two letters or signs at least, and no "
            "word such as 'the' or 什么"
        )
    return spelling


def _shown(said: str) -> str:
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in said[:200]).split())
    return f"'{line[:40]}…'" if len(line) > 40 else f"'{line}'"
