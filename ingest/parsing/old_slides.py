"""PPT, as PowerPoint wrote until 2003 (MS-PPT): the texts and notes of each slide."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from olefile import OleFileIO

from ingest.documents import Parsed
from ingest.parsing import properties
from ingest.parsing.compound import core_of
from ingest.records import Section

_DOCUMENT, _SLIDE, _SLIDE_ATOM, _NOTES = 0x03E8, 0x03EE, 0x03EF, 0x03F0
_PERSIST, _LIST = 0x03F3, 0x0FF0
_HEADER, _CHARACTERS, _BYTES, _OUTLINE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_EDIT, _DIRECTORY = 0x0FF5, 0x1772
_OF_SLIDES, _OF_NOTES = 0, 2  # instance of a list
_TITLES = frozenset({0, 6})  # kinds of text: title, centred title (2.13.33 TextTypeEnum)
_CONTAINER = 0xF
_DEEPEST = 40
_MOST_EDITS = 10_000


@dataclass(frozen=True, slots=True)
class _Atom:
    kind: int
    instance: int
    body: bytes
    inner: bool

    def children(self) -> Iterator[_Atom]:
        return _atoms(self.body) if self.inner else iter(())


@dataclass(slots=True)
class _Texts:
    """A slide's place in the file, and its texts in the outline, each with its kind."""

    reference: int
    identifier: int
    texts: list[tuple[int, str]] = field(default_factory=list)


def parse_old_slides(data: bytes) -> Parsed:
    """Raises ValueError, KeyError, struct.error, OSError or IndexError for a damaged file."""
    with OleFileIO(io.BytesIO(data)) as package:
        stream = package.openstream("PowerPoint Document").read()
        user = package.openstream("Current User").read()
        stated = core_of(package)
    places, document = _places(stream, struct.unpack_from("<I", user, 16)[0])
    root = _atom_at(stream, places[document])
    slides = _listed(root, _OF_SLIDES)
    notes = {listed.identifier: listed for listed in _listed(root, _OF_NOTES)}
    sections: list[Section] = []
    deck_title = ""
    for number, slide in enumerate(slides, start=1):
        atom = _atom_at(stream, places[slide.reference])
        texts = list(_shown(atom, slide.texts, 0))
        title = next((" ".join(text.split()) for kind, text in texts if kind in _TITLES), "")
        deck_title = deck_title or title
        lines = [text for kind, text in texts if not (kind in _TITLES and _same(text, title))]
        noted = notes.get(_notes_of(atom))
        if noted is not None and noted.reference in places:
            note = _atom_at(stream, places[noted.reference])
            lines += [text for _, text in _shown(note, noted.texts, 0)]
        lines = [line for line in lines if line.strip() and line.strip() != "*"]
        if lines:
            sections.append(Section("\n".join(lines), (title,) if title else (), str(number)))
        elif title:
            sections.append(Section(title, (), str(number)))
    return properties.office(tuple(sections), stated, deck_title)


def _same(text: str, title: str) -> bool:
    return " ".join(text.split()) == title


def _places(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Where each persisted object stands after the last edit, and which one is the document (2.1.2)."""
    places: dict[int, int] = {}
    document = 0
    for _ in range(_MOST_EDITS):
        atom = _atom_at(stream, edit)
        if atom.kind != _EDIT:
            raise ValueError("the list of edits is broken")
        before, directory, reference = struct.unpack_from("<III", atom.body, 8)
        document = document or reference
        entries = _atom_at(stream, directory)
        if entries.kind != _DIRECTORY:
            raise ValueError("the directory of objects is broken")
        at = 0
        while at + 4 <= len(entries.body):
            packed = struct.unpack_from("<I", entries.body, at)[0]
            first, count = packed & 0xFFFFF, packed >> 20
            for index, place in enumerate(struct.unpack_from(f"<{count}I", entries.body, at + 4)):
                places.setdefault(first + index, place)
            at += 4 + 4 * count
        if not before or before >= edit:
            break
        edit = before
    return places, document


def _listed(document: _Atom, instance: int) -> list[_Texts]:
    found: list[_Texts] = []
    for child in document.children():
        if child.kind == _LIST and child.instance == instance:
            kind = -1
            for atom in child.children():
                if atom.kind == _PERSIST:
                    reference = struct.unpack_from("<I", atom.body)[0]
                    found.append(_Texts(reference, struct.unpack_from("<I", atom.body, 12)[0]))
                elif atom.kind == _HEADER:
                    kind = struct.unpack_from("<I", atom.body)[0]
                    if found:
                        found[-1].texts.append((kind, ""))
                elif found and found[-1].texts and (text := _text(atom)):
                    found[-1].texts[-1] = (kind, text)
    return found


def _shown(atom: _Atom, outline: list[tuple[int, str]], depth: int) -> Iterator[tuple[int, str]]:
    """The texts of a slide's boxes in their order; a box may point to a text of the outline."""
    kind = -1
    for child in atom.children():
        if child.kind == _HEADER:
            kind = struct.unpack_from("<I", child.body)[0]
        elif child.kind == _OUTLINE:
            index = struct.unpack_from("<I", child.body)[0]
            if index < len(outline):
                yield outline[index]
        elif text := _text(child):
            yield kind, text
        elif depth < _DEEPEST:
            yield from _shown(child, outline, depth + 1)


def _notes_of(slide: _Atom) -> int:
    for atom in slide.children():
        if atom.kind == _SLIDE_ATOM:
            return int(struct.unpack_from("<I", atom.body, 16)[0])
    return 0


def _text(atom: _Atom) -> str:
    if atom.kind == _CHARACTERS:
        text = atom.body.decode("utf-16-le", errors="replace")
    elif atom.kind == _BYTES:
        text = atom.body.decode("latin-1")  # the low halves of UTF-16 (2.9.43)
    else:
        return ""
    return text.replace("\r", "\n").replace("\x0b", "\n").strip("\n")


def _atom_at(stream: bytes, at: int) -> _Atom:
    version, kind, length = struct.unpack_from("<HHI", stream, at)
    body = stream[at + 8 : at + 8 + length]
    return _Atom(kind, version >> 4, body, version & 0xF == _CONTAINER)


def _atoms(stream: bytes) -> Iterator[_Atom]:
    at = 0
    while at + 8 <= len(stream):
        atom = _atom_at(stream, at)
        yield atom
        at += 8 + len(atom.body)
