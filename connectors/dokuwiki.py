"""A DokuWiki, by its XML-RPC interface, which the newer JSON-RPC one left in place."""

from __future__ import annotations

import re
import xmlrpc.client
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from xml.parsers.expat import ExpatError

from connectors.web_api import WebApi
from connectors.wiki_pages import ClosedPageError, PageChanges, PageHead, PageText
from ingest.errors import PermanentError

_PATH = "/lib/exe/xmlrpc.php"
_CLOSED_PAGE, _NO_SUCH_PAGE = 111, 121
_HEADING = re.compile(r"<h[1-6][^<>]{0,300}>(.{0,1000}?)</h[1-6]>", re.S)
_TAG = re.compile(r"<[^<>]*>")
_HEADING_WITHIN = 20_000  # characters


class _NoSuchPage(Exception):
    """It is gone since it was listed."""


class DokuWiki:
    """Reads what its user may read."""

    def __init__(self, api: WebApi) -> None:
        self._api = api

    def sign_in(self, user: str, secret: str) -> None:
        """Raises PermanentError if it is refused: every other question is then answered as to a stranger."""
        if self._asked("dokuwiki.login", user, secret) is not True:
            raise PermanentError(
                f"{self._api.host}: it does not let {user} in; check the user and the password."
            )

    def now(self) -> str:
        return ""

    def changes(self, since: str) -> PageChanges | None:
        """Its list of pages is short and one answer; nothing is gained by asking for less."""
        return None

    def pages(self) -> Iterator[PageHead]:
        for page in self._asked("wiki.getAllPages"):
            name = str(page["id"])
            yield PageHead(
                id=name,
                title=name,
                edition=f"{page.get('lastModified', '')} {page.get('size', '')}",
                url=f"{self._api.address}/doku.php?id={quote(name)}",
            )

    def page(self, head: PageHead) -> PageText | None:
        try:
            return self._read(head)
        except _NoSuchPage:
            return None

    def _read(self, head: PageHead) -> PageText:
        html = str(self._asked("wiki.getPageHTML", head.id))
        names = [str(edit.get("user", "")) for edit in self._asked("wiki.getPageVersions", head.id)]
        about = self._asked("wiki.getPageInfo", head.id)
        last = str(about.get("author", ""))
        authors = dict.fromkeys(
            name for name in (*names[-1:], last) if name and not _is_address(name)
        )
        others = dict.fromkeys(
            name for name in names if name and name not in authors and not _is_address(name)
        )
        title = heading_of(html)
        plain = head.id.rpartition(":")[2].replace("_", " ")
        return PageText(
            html, title or plain, tuple(authors), tuple(others), _instant(about.get("lastModified"))
        )

    def _asked(self, method: str, *arguments: object) -> Any:
        body = xmlrpc.client.dumps(arguments, method, allow_none=True).encode()  # type: ignore[arg-type]
        try:
            (answer,), _ = xmlrpc.client.loads(self._api.post_xml(_PATH, body))
        except xmlrpc.client.Fault as fault:
            if fault.faultCode == _NO_SUCH_PAGE:
                raise _NoSuchPage from fault
            if fault.faultCode == _CLOSED_PAGE and method.startswith("wiki.getPage"):
                raise ClosedPageError(
                    f"{self._api.host}: {arguments[0]}: {fault.faultString[:200]}.",
                    reason="unavailable",
                ) from fault
            raise PermanentError(
                f"{self._api.host}: {method}: {fault.faultString[:200]} ({fault.faultCode})."
            ) from fault
        except (ExpatError, xmlrpc.client.ResponseError, ValueError) as error:
            raise PermanentError(
                f"{self._api.host}: it does not answer as DokuWiki does; check the address, and that its "
                "setting `remote` is on.",
                reason="unavailable",
            ) from error
        return answer


def heading_of(html: str) -> str:
    """The first heading of a page, empty where none stands near its beginning."""
    heading = _HEADING.search(html[:_HEADING_WITHIN])
    return " ".join(_TAG.sub("", heading[1]).split()) if heading else ""


def _instant(stated: object) -> datetime | None:
    """A time, which DokuWiki writes as ISO 8601 does rather than XML-RPC; UTC where it names no zone."""
    try:
        moment = datetime.fromisoformat(str(stated))
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _is_address(name: str) -> bool:
    """Whether it is where an edit came from, for want of who made it."""
    return bool(re.fullmatch(r"[\d.]+|(?=[\da-fA-F]*:)[\da-fA-F:.]+", name))
