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
from connectors.wiki_pages import PageChanges, PageHead, PageText
from ingest.errors import PermanentError

_PATH = "/lib/exe/xmlrpc.php"
_NO_SUCH_PAGE = 121
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.S)
_TAG = re.compile(r"<[^>]*>")


class DokuWiki:
    """Reads what its user may read."""

    def __init__(self, api: WebApi) -> None:
        self._api = api

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
            html = str(self._asked("wiki.getPageHTML", head.id))
        except xmlrpc.client.Fault as fault:
            if fault.faultCode == _NO_SUCH_PAGE:
                return None
            raise PermanentError(f"{head.id}: {fault.faultString[:200]}") from fault
        names = [str(edit.get("user", "")) for edit in self._asked("wiki.getPageVersions", head.id)]
        about = self._asked("wiki.getPageInfo", head.id)
        last = str(about.get("author", ""))
        authors = dict.fromkeys(
            name for name in (*names[-1:], last) if name and not _is_address(name)
        )
        others = dict.fromkeys(
            name for name in names if name and name not in authors and not _is_address(name)
        )
        heading = _HEADING.search(html)
        title = " ".join(_TAG.sub("", heading[1]).split()) if heading else ""
        plain = head.id.rpartition(":")[2].replace("_", " ")
        return PageText(
            html, title or plain, tuple(authors), tuple(others), _instant(about.get("lastModified"))
        )

    def _asked(self, method: str, *arguments: object) -> Any:
        body = xmlrpc.client.dumps(arguments, method, allow_none=True).encode()  # type: ignore[arg-type]
        try:
            (answer,), _ = xmlrpc.client.loads(
                self._api.post_xml(_PATH, body), use_builtin_types=True
            )
        except xmlrpc.client.Fault as fault:
            if arguments:
                raise
            raise PermanentError(
                f"{self._api.host}: {fault.faultString[:200]}; let the user use the remote interface."
            ) from fault
        except (ExpatError, xmlrpc.client.ResponseError, ValueError) as error:
            raise PermanentError(
                f"{self._api.host}: it does not answer as DokuWiki does; check the address, and that its "
                "setting `remote` is on.",
                reason="unavailable",
            ) from error
        return answer


def _instant(stated: object) -> datetime | None:
    return stated.replace(tzinfo=stated.tzinfo or UTC) if isinstance(stated, datetime) else None


def _is_address(name: str) -> bool:
    """Whether it is where an edit came from, for want of who made it."""
    return bool(re.fullmatch(r"[\d.]+|[\da-fA-F:]+:[\da-fA-F:.]*", name))
