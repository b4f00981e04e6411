"""A MediaWiki, by its action API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from connectors.web_api import WebApi, items, text
from connectors.wiki_pages import ClosedPageError, PageChanges, PageHead, PageText
from ingest.errors import PermanentError, TransientError

_OVERLAP = timedelta(minutes=5)
_PASSING = (
    "maxlag",
    "ratelimited",
    "readonly",
    "internal_api_error_DBConnectionError",
    "assertuserfailed",
)
"""Busy, or the session has ended: what is read after that would be what a stranger sees."""
_IDS_AT_ONCE = 50  # the API's limit for who is no bot
_LOGGED = ("delete", "move", "import", "merge")
_PAGE = {"prop": "info", "inprop": "url"}


class MediaWiki:
    """Reads what its user may read. Redirects are no pages."""

    def __init__(self, api: WebApi, namespaces: tuple[int, ...]) -> None:
        self._api = api
        self._namespaces = namespaces
        self._signed_in: dict[str, str] = {}

    def sign_in(self, user: str, secret: str) -> None:
        """With a bot password (Special:BotPasswords). Raises PermanentError if it is refused."""
        held = self._asked({"action": "query", "meta": "tokens", "type": "login"})
        token = text(held, "query", "tokens", "logintoken")
        form = {"action": "login", "lgname": user, "lgpassword": secret, "lgtoken": token}
        answer = self._api.post("", {**form, "format": "json", "formatversion": "2"})
        if text(answer, "login", "result") != "Success":
            raise PermanentError(
                f"{self._api.host}: it does not let {user} in; check the user and the password "
                "(a bot password, from the wiki's page Special:BotPasswords)."
            )
        # Without it a session that ends on the way would be answered as a stranger is, with fewer pages.
        self._signed_in = {"assert": "user"}

    def now(self) -> str:
        held = self._asked({"action": "query", "curtimestamp": "1"})
        stated = datetime.fromisoformat(text(held, "curtimestamp"))
        return (stated - _OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")

    def pages(self) -> Iterator[PageHead]:
        for namespace in self._namespaces:
            listing = {
                "generator": "allpages",
                "gapnamespace": str(namespace),
                "gapfilterredir": "nonredirects",
                "gaplimit": "max",
            }
            for answer in self._continued({**listing, **_PAGE}):
                yield from map(_head, items(answer, "query", "pages"))

    def changes(self, since: str) -> PageChanges | None:
        """By recent changes and the logs of what deletes, restores and moves."""
        ids = [
            text(change, "pageid")
            for answer in self._continued(
                {"list": "recentchanges", "rcdir": "newer", "rcstart": since, "rclimit": "max",
                 "rcprop": "ids|title", "rctype": "edit|new|log"}
            )
            for change in items(answer, "query", "recentchanges")
        ]  # fmt: skip
        for log in _LOGGED:
            listing = {"list": "logevents", "letype": log, "ledir": "newer", "lestart": since}
            for answer in self._continued({**listing, "lelimit": "max", "leprop": "ids"}):
                for event in items(answer, "query", "logevents"):
                    ids += [text(event, "pageid"), text(event, "logpage")]
        return self._as_they_are(tuple(dict.fromkeys(one for one in ids if one not in ("", "0"))))

    def page(self, head: PageHead) -> PageText | None:
        try:
            parsed = self._asked(
                {
                    "action": "parse", "pageid": head.id, "prop": "text", "disablelimitreport": "1",
                    "disableeditsection": "1", "disabletoc": "1",
                }
            )  # fmt: skip
        except PermanentError as error:
            if error.reason == "unavailable" and "nosuchpageid" in str(error):
                return None
            if "(permissiondenied)" in str(error):
                raise ClosedPageError(f"{head.title}: {error}", reason="unavailable") from error
            raise
        (first, _), (last, edited_at) = self._edit(head, "newer"), self._edit(head, "older")
        held = self._asked(
            {"action": "query", "pageids": head.id, "prop": "contributors", "pclimit": "max"}
        )
        (page,) = items(held, "query", "pages")[:1] or [{}]
        editors = [text(one, "name") for one in items(page, "contributors")]
        authors = tuple(dict.fromkeys(name for name in (first, last) if name))
        others = tuple(name for name in editors if name and name not in authors)
        return PageText(text(parsed, "parse", "text"), head.title, authors, others, edited_at)

    def _edit(self, head: PageHead, direction: str) -> tuple[str, datetime | None]:
        """Who made the first or the last edit, and when; nobody for who was not signed in."""
        held = self._asked(
            {"action": "query", "pageids": head.id, "prop": "revisions", "rvdir": direction,
             "rvlimit": "1", "rvprop": "user|timestamp"}
        )  # fmt: skip
        for page in items(held, "query", "pages"):
            for edit in items(page, "revisions"):
                name = "" if edit.get("anon") else text(edit, "user")
                return name, datetime.fromisoformat(text(edit, "timestamp"))
        return "", None

    def _as_they_are(self, ids: tuple[str, ...]) -> PageChanges:
        changed, gone = [], []
        for start in range(0, len(ids), _IDS_AT_ONCE):
            asked = "|".join(ids[start : start + _IDS_AT_ONCE])
            held = self._asked({"action": "query", "pageids": asked, **_PAGE})
            for page in items(held, "query", "pages"):
                elsewhere = page.get("ns") not in self._namespaces
                if page.get("missing") or page.get("redirect") or elsewhere:
                    gone.append(text(page, "pageid"))
                else:
                    changed.append(_head(page))
        return PageChanges(tuple(changed), tuple(gone))

    def _continued(self, question: Mapping[str, str]) -> Iterator[object]:
        more: dict[str, str] = {}
        while True:
            answer = self._asked({"action": "query", **question, **more})
            yield answer
            held = answer.get("continue") if isinstance(answer, dict) else None
            if not isinstance(held, dict):
                return
            following = {str(name): str(value) for name, value in held.items()}
            if following == more:
                raise PermanentError(f"{self._api.host}: its pages go round in a circle.")
            more = following

    def _asked(self, question: Mapping[str, str]) -> object:
        answer = self._api.get(
            "", {**question, **self._signed_in, "format": "json", "formatversion": "2"}
        )
        if code := text(answer, "error", "code"):
            said = f"{self._api.host}: {text(answer, 'error', 'info')[:200]} ({code})"
            if code in _PASSING:
                raise TransientError(said)
            raise PermanentError(said, reason="unavailable")
        return answer


def _head(page: Mapping[str, object]) -> PageHead:
    # `touched` changes also with a template, and with much that changes no word; the edit's number does not.
    return PageHead(
        id=text(page, "pageid"),
        title=text(page, "title"),
        edition=text(page, "lastrevid"),
        url=text(page, "canonicalurl") or text(page, "fullurl"),
    )
