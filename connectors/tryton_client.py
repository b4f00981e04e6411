"""Tryton's JSON-RPC, as its own clients speak it: one login, then calls of a model's methods."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import quote

import httpx

from connectors.outbound import outbound_client
from ingest.errors import PermanentError, TransientError

_LIMIT_BYTES = 200_000_000
_MOMENT = ("year", "month", "day", "hour", "minute", "second", "microsecond")


@dataclass(slots=True)
class TrytonClient:
    """Somebody signed in to a database of a Tryton server.

    Every call raises TransientError where the server cannot answer now, PermanentError with the
    server's words where it refuses.
    """

    address: str
    database: str
    user: str
    _password: str = field(repr=False)
    _http: httpx.Client = field(repr=False)
    _session: str = field(default="", repr=False)
    _context: dict[str, object] = field(default_factory=dict)
    _calls: int = 0

    def sign_in(self, language: str) -> None:
        """Raises PermanentError where the login is not right."""
        self._session = self._signed_in()
        preferences = self._asked("model.res.user.get_preferences", [True, {}])
        known = preferences if isinstance(preferences, dict) else {}
        self._context = {**known, "language": language}

    def methods(self) -> frozenset[str]:
        """Every method that the server's modules offer, such as model.party.party.read."""
        listed = self._asked("system.listMethods", [])
        return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()

    def fields(self, model: str) -> frozenset[str]:
        """The names of a model's fields that the user may see."""
        told = self._asked(f"model.{model}.fields_get", [None, self._context])
        return frozenset(told) if isinstance(told, dict) else frozenset()

    def ids(self, model: str, domain: list[object], limit: int) -> list[int]:
        """The first ids of the model's records that meet a domain, in order."""
        order = [["id", "ASC"]]
        found = self._asked(f"model.{model}.search", [domain, 0, limit, order, self._context])
        return [one for one in found if isinstance(one, int)] if isinstance(found, list) else []

    def read(self, model: str, ids: list[int], names: list[str]) -> list[dict[str, object]]:
        """The fields of some records; of a related record under its field's name and a dot."""
        rows = self._asked(f"model.{model}.read", [ids, names, self._context])
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def _signed_in(self) -> str:
        parameters: list[object] = [self.user, {"password": self._password}, "en"]
        response = self._posted("common.db.login", parameters, session="")
        if response.status_code in (401, 403):
            raise PermanentError(
                f"{self.address}: it does not let {self.user} in; check `user` and the password."
            )
        told = self._result(response)
        if not isinstance(told, list) or len(told) < 2:
            raise PermanentError(f"{self.address}: it answers a login with something else.")
        return base64.b64encode(f"{self.user}:{told[0]}:{told[1]}".encode()).decode()

    def _asked(self, method: str, parameters: list[object]) -> object:
        response = self._posted(method, parameters, session=self._session)
        if response.status_code == 401:  # the session has ended
            self._session = self._signed_in()
            response = self._posted(method, parameters, session=self._session)
        return self._result(response)

    def _posted(self, method: str, parameters: list[object], *, session: str) -> httpx.Response:
        self._calls += 1
        return self._http.post(
            f"{self.address}/{quote(self.database, safe='')}/rpc/",
            content=json.dumps(
                {"id": self._calls, "method": method, "params": parameters}, default=_encoded
            ),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Session {session}"} if session else {}),
            follow_redirects=False,  # a session is for the server that gave it
        )

    def _result(self, response: httpx.Response) -> object:
        status = response.status_code
        if status == 429 or status >= 500:
            raise TransientError(f"{self.address}: it answers {status}; it may do so later")
        if status == 404:
            raise PermanentError(
                f"{self.address}: it has no database {self.database!r}, or is no Tryton server "
                "of series 8.0 or later; check `url` and `database`."
            )
        if status != 200:
            raise PermanentError(f"{self.address}: it answers {status}; check `url` and the login.")
        try:
            answer = json.loads(response.content, object_hook=_decoded, parse_float=Decimal)
        except (ValueError, KeyError, TypeError, ArithmeticError, RecursionError) as error:
            raise PermanentError(f"{self.address}: its answer is not Tryton's JSON.") from error
        if not isinstance(answer, dict) or "result" not in answer:
            raise PermanentError(f"{self.address}: it says {_complaint(answer)}.")
        return answer["result"]


@contextmanager
def signed_in(
    url: str,
    database: str,
    user: str,
    password: str,
    *,
    language: str,
    allow_private: bool,
    timeout_seconds: float,
) -> Iterator[TrytonClient]:
    """A client for the length of a run."""
    with outbound_client(
        allow_private=allow_private, timeout_seconds=timeout_seconds, limit_bytes=_LIMIT_BYTES
    ) as http:
        client = TrytonClient(url.rstrip("/"), database, user, password, http)
        client.sign_in(language)
        yield client


def _complaint(answer: object) -> str:
    error = answer.get("error") if isinstance(answer, dict) else None
    words = error if isinstance(error, list) else [error]
    if words and words[0] in ("UserError", "UserWarning", "LoginException", "ConcurrencyException"):
        words = words[1] if len(words) > 1 and isinstance(words[1], list) else words
    # The second of an unforeseen error is its traceback.
    return " ".join(str(words[0] if words else "nothing").split()).rstrip(".")[:300]


def _decoded(value: dict[str, object]) -> object:
    """trytond/protocols/jsonrpc.py; its times are in UTC."""
    match value.get("__class__"):
        case "datetime":
            year, month, day, hour, minute, second, micro = _numbers(value, _MOMENT)
            return datetime(year, month, day, hour, minute, second, micro, UTC)
        case "date":
            year, month, day = _numbers(value, _MOMENT[:3])
            return date(year, month, day)
        case "time":
            hour, minute, second, micro = _numbers(value, _MOMENT[3:])
            return time(hour, minute, second, micro)
        case "timedelta":
            return timedelta(seconds=float(str(value["seconds"])))
        case "Decimal":
            return Decimal(str(value["decimal"]))
        case "bytes":
            return base64.b64decode(str(value["base64"]))
    return value


def _numbers(value: dict[str, object], names: Sequence[str]) -> list[int]:
    return [int(str(value[name])) for name in names]


def _encoded(value: object) -> object:
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return {"__class__": "datetime", **{name: getattr(moment, name) for name in _MOMENT}}
    raise TypeError(f"{type(value).__name__} is not sent to Tryton")
