"""Text gathered in reading order under the headings above it."""

from __future__ import annotations

from ingest.records import Section


class Outline:
    """Collects headings, paragraphs and lines, and gives them back as sections.

    A heading that has neither text nor a deeper heading under it becomes text itself, so that
    no word of the file is lost.
    """

    def __init__(self, *, page: str = "") -> None:
        self._page = page
        self._path: list[tuple[int, str]] = []
        self._text: list[str] = []
        self._sections: list[Section] = []
        self._bare = False
        self._heading_page = page

    def heading(self, level: int, text: str) -> None:
        """Opens a heading; `level` 1 is the highest."""
        text = " ".join(text.split())
        if not text:
            return
        self._close(deeper=bool(self._path) and level > self._path[-1][0])
        while self._path and self._path[-1][0] >= level:
            self._path.pop()
        self._path.append((level, text))
        self._bare = True
        self._heading_page = self._page

    def turn(self, page: str) -> None:
        """Goes on under the same headings on another page."""
        if self._text:
            self._close(deeper=False)
        self._page = page

    def paragraph(self, text: str) -> None:
        """A paragraph, set off by a blank line."""
        if text.strip():
            self._text.append(f"\n\n{text}" if self._text else text)

    def line(self, text: str) -> None:
        """A list item or table row, directly under the line before it."""
        if text.strip():
            self._text.append(f"\n{text}" if self._text else text)

    def sections(self) -> tuple[Section, ...]:
        """Everything gathered so far."""
        self._close(deeper=False)
        return tuple(self._sections)

    def _close(self, *, deeper: bool) -> None:
        heading = tuple(text for _, text in self._path)
        if self._text:
            self._sections.append(Section("".join(self._text), heading, self._page))
        elif self._bare and not deeper:
            self._sections.append(Section(heading[-1], heading[:-1], self._heading_page))
        self._text = []
        self._bare = False
