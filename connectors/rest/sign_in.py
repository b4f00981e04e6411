"""Signing in to a REST system: what goes into each request, and how it is had."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import uuid4

from connectors.rest.auth import Auth
from connectors.rest.templates import Tree, filled, reach, text_filled
from connectors.secrets import read_secret
from connectors.table_json import text_of
from ingest.errors import PermanentError

AskForToken = Callable[[str, Mapping[str, Tree], bool, Mapping[str, str]], Tree]
"""Asks an address (or a path below the url) with a body, as a form or as JSON, and headers."""

_SHORTEST_SECRET = 4


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What a request carries: headers, and values by their path in the body."""

    headers: Mapping[str, str] = field(default_factory=dict)
    in_body: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class SignIn:
    """Signs in as `auth` says. Reads the secrets when it is made, so when a listing begins.

    Raises SettingsError where one is missing.
    """

    auth: Auth
    values: Mapping[str, str]
    _secrets: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        auth = self.auth
        named = {
            "auth.token_env": auth.token_env,
            "auth.password_env": auth.password_env,
            "auth.client_secret_env": auth.client_secret_env,
            "auth.refresh_token_env": auth.refresh_token_env,
        }
        named |= {
            f"auth.account.{key}": value
            for key, value in auth.account.items()
            if key.endswith("_env")
        }
        # A line end behind a secret is none of it.
        self._secrets = {
            variable: read_secret(variable, key=key).strip()
            for key, variable in named.items()
            if variable
        }

    @property
    def renews(self) -> bool:
        """Whether signing in again may help when a token has run out."""
        return self.auth.kind in ("oauth2", "session")

    def begin(self, ask: AskForToken) -> SignedIn:
        """Signs in. Raises PermanentError where the answer holds no token, and what `ask` raises."""
        auth = self.auth
        match auth.kind:
            case "bearer":
                return SignedIn({"Authorization": self._behind_scheme(self._of(auth.token_env))})
            case "header":
                return SignedIn({auth.header: self._of(auth.token_env)})
            case "basic":
                return SignedIn({"Authorization": self._basic(auth.user, auth.password_env)})
            case "oauth2":
                token = self._token(ask(*self._oauth2()), "access_token")
                return SignedIn({"Authorization": self._behind_scheme(token)})
            case "session":
                return self._session(ask)
            case _:
                return SignedIn()

    def without_secrets(self, text: str) -> str:
        """A text in which [VARIABLE] stands for a secret."""
        for variable, secret in self._secrets.items():
            if len(secret) >= _SHORTEST_SECRET:
                text = text.replace(secret, f"[{variable}]")
        return text

    def _oauth2(self) -> tuple[str, dict[str, Tree], bool, dict[str, str]]:
        auth = self.auth
        body: dict[str, Tree] = {
            "grant_type": auth.grant,
            "client_id": auth.client_id,
            "client_secret": self._of(auth.client_secret_env),
            **auth.params,
        }
        if auth.grant == "refresh_token":
            body["refresh_token"] = self._of(auth.refresh_token_env)
        if auth.grant == "password":
            body |= {"username": auth.user, "password": self._of(auth.password_env)}
        return auth.token_url, body, True, {}

    def _session(self, ask: AskForToken) -> SignedIn:
        auth = self.auth
        if auth.login is None:
            raise PermanentError("signing in by session needs auth.login")
        account: dict[str, Tree] = {**self.values, "uuid": str(uuid4())}
        for key, value in auth.account.items():
            secret = key.endswith("_env")
            account[key.removesuffix("_env")] = self._of(value) if secret else value
        body = filled(auth.login.body, account)
        if not isinstance(body, dict):
            raise PermanentError("auth.login.body is no table")
        answer = ask(text_filled(auth.login.path, account), body, False, {})
        token = self._token(answer, auth.token)
        header = {auth.header or "Authorization": self._behind_scheme(token)}

        def sent(stated: Mapping[str, str]) -> dict[str, str]:
            return {
                name: text_filled(one, account) if "{" in one else text_of(reach(answer, one))
                for name, one in stated.items()
            }

        return SignedIn({**header, **sent(auth.in_headers)}, sent(auth.in_body))

    def _token(self, answer: Tree, path: str) -> str:
        token = text_of(reach(answer, path))
        if not token:
            variables = ", ".join(self.auth.variables())
            raise PermanentError(
                f"signing in gives no token under {path!r}; check {variables or 'auth'} in config.toml."
            )
        self._secrets[f"token {path}"] = token
        return token

    def _basic(self, user: str, password_env: str) -> str:
        pair = f"{user}:{self._of(password_env)}".encode()
        packed = base64.b64encode(pair).decode()
        self._secrets[f"{password_env} packed"] = packed
        return f"Basic {packed}"

    def _behind_scheme(self, token: str) -> str:
        return f"{self.auth.scheme} {token}".strip()

    def _of(self, variable: str) -> str:
        return self._secrets[variable]
