"""A wiki: each page as its readers see it, with who began it and who edited it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

from connectors.cursors import Cursor
from connectors.dokuwiki import DokuWiki
from connectors.listing import Listed, with_cursor
from connectors.mediawiki import MediaWiki
from connectors.secrets import read_secret
from connectors.web_api import WebApi
from connectors.wiki_options import WikiOptions
from connectors.wiki_pages import ClosedPageError, PageChanges, PageHead, PageText, Wiki
from ingest.edition import EDITION
from ingest.errors import PermanentError
from ingest.parsing.web import text_of_html
from ingest.records import (
    Change,
    Failure,
    File,
    Involvement,
    PersonRef,
    Record,
    Role,
    Tombstone,
    revision_of,
)

__all__ = ["WikiConnector", "WikiOptions"]

_LONGEST_EMPTY_PAGE = 2_000
"""Characters; a longer page is looked into where it can do no harm."""


@dataclass(frozen=True, slots=True)
class WikiConnector:
    """Yields a record for each page; its external id is MediaWiki's number of the page, DokuWiki's name for it."""

    name: str
    options: WikiOptions
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """What has changed, where the wiki tells; else everything. Raises as `WebApi` does."""
        held = Cursor.read(cursor)
        every = timedelta(hours=self.options.full_listing_hours)
        choice = revision_of(str(EDITION), self.options.model_dump_json(), *sorted(self.audience))
        began = datetime.now(UTC)
        with self._opened() as wiki:
            now = wiki.now()
            since = held.marks.get("since", "")
            changed = None
            if since and held.marks.get("choice") == choice and not held.listing_is_due(every):
                changed = wiki.changes(since)
            whole = changed is None
            reached = Cursor({"since": now, "choice": choice}, began if whole else held.listed_at)
            yield from with_cursor(
                self._all(wiki, known) if changed is None else self._news(wiki, changed, known),
                complete=whole,
                held=cursor,
                reached=lambda: reached,
            )

    @contextmanager
    def _opened(self) -> Iterator[Wiki]:
        options = self.options
        secret = ""
        if options.password_env:
            secret = read_secret(options.password_env, key="password_env")
        of_dokuwiki = options.engine == "dokuwiki"
        with WebApi(
            options.url,
            allow_private=options.allow_private,
            timeout_seconds=options.timeout_seconds,
            login=(options.user, secret) if of_dokuwiki and secret else None,
        ) as api:
            wiki = DokuWiki(api) if of_dokuwiki else MediaWiki(api, options.namespaces)
            if secret:
                wiki.sign_in(options.user, secret)
            yield wiki

    def _all(self, wiki: Wiki, known: Mapping[str, str]) -> Iterator[Listed]:
        for head in wiki.pages():
            if self.options.wants(head.title):
                yield from self._listed(wiki, head, known)

    def _news(self, wiki: Wiki, changes: PageChanges, known: Mapping[str, str]) -> Iterator[Listed]:
        gone = list(changes.gone)
        for head in changes.changed:
            if self.options.wants(head.title):
                yield from self._listed(wiki, head, known)
            else:
                gone.append(head.id)  # renamed into what is left out
        for external_id in gone:
            if external_id in known:
                yield Listed(external_id, Tombstone(external_id))

    def _listed(self, wiki: Wiki, head: PageHead, known: Mapping[str, str]) -> Iterator[Listed]:
        audience = self.options.audience_of(head.title, self.audience)
        revision = revision_of(head.edition, head.title, head.url, *sorted(audience))
        if known.get(head.id) == revision:
            yield Listed(head.id)
            return
        try:
            page = wiki.page(head)
        except ClosedPageError as error:
            # It was closed to others too, and to whom it is open nobody says.
            if head.id in known:
                yield Listed(head.id, Tombstone(head.id, at_once=True))
            yield Listed(head.id, Failure(head.id, error.reason, str(error)))
            return
        except PermanentError as error:
            yield Listed(head.id, Failure(head.id, error.reason, str(error), audience))
            return
        if page is None:
            return
        if len(page.html) <= _LONGEST_EMPTY_PAGE and not text_of_html(page.html).strip():
            message = f"{head.title}: the page holds no text; fill it in or delete it."
            yield Listed(head.id, Failure(head.id, "empty", message, audience))
            return
        yield Listed(head.id, _record(head, page, revision, audience))


def _record(head: PageHead, page: PageText, revision: str, audience: tuple[str, ...]) -> Record:
    html = (
        f'<html><head><meta charset="utf-8"><title>{escape(page.title)}</title></head>'
        f"<body>{page.html}</body></html>"
    )
    roles: tuple[tuple[Role, tuple[str, ...]], ...] = (
        ("author", page.authors),
        ("participant", page.editors),
    )
    return Record(
        external_id=head.id,
        revision=revision,
        kind="article",
        title=page.title,
        audience=audience,
        file=File(f"{head.title}.html", html.encode()),
        uri=head.url,
        occurred_at=page.edited_at,
        involvements=tuple(
            Involvement(role, PersonRef(external_id=name, name=name))
            for role, names in roles
            for name in names
        ),
    )
