"""What a wiki of any make is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ingest.errors import PermanentError


class ClosedPageError(PermanentError):
    """The page may no longer be read by who reads the wiki."""


@dataclass(frozen=True, slots=True)
class PageHead:
    """A page as a listing shows it: `edition` changes with every edit."""

    id: str
    title: str
    edition: str
    url: str


@dataclass(frozen=True, slots=True)
class PageText:
    """A page as its readers see it. `authors` are the login names of who began it and who edited it last."""

    html: str
    title: str
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class PageChanges:
    """What has happened to pages since a mark. `gone` holds ids of pages that are no longer there to be read."""

    changed: tuple[PageHead, ...]
    gone: tuple[str, ...]


class Wiki(Protocol):
    """A wiki, signed in to."""

    def pages(self) -> Iterator[PageHead]:
        """All pages that this user may read."""

    def changes(self, since: str) -> PageChanges | None:
        """None where the wiki cannot tell; everything is listed then."""

    def now(self) -> str:
        """The mark from which `changes` will go on."""

    def page(self, head: PageHead) -> PageText | None:
        """None for a page that is gone meanwhile. Raises ClosedPageError for one that is closed to this user."""
