"""What config.toml says of signing in to a REST system."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from connectors.rest.requests import PathBelow, Stated, Texts
from connectors.rest.templates import names_in

AuthKind = Literal["none", "bearer", "header", "basic", "oauth2", "session"]
_NEEDED: dict[AuthKind, tuple[str, ...]] = {
    "bearer": ("token_env",),
    "header": ("header", "token_env"),
    "basic": ("user", "password_env"),
    "oauth2": ("token_url", "client_id", "client_secret_env"),
    "session": ("login", "token"),
}


class Login(Stated):
    """The request of a sign-in by JSON; {name} stands for what `account` holds under name or name_env."""

    path: PathBelow
    body: dict[str, object]


class Auth(Stated):
    """How Zhike signs in; secrets are names of environment variables.

    bearer: `token_env` behind `scheme` in Authorization. header: the same in `header`, without scheme.
    basic: `user` and `password_env`. oauth2: the `grant` client_credentials, refresh_token
    (`refresh_token_env`) or password (`user`, `password_env`) at `token_url` (an address, or /path at the url),
    with `params` beside.
    session: `login` is asked with the `account`; `token` is where its answer holds the token, which goes
    behind `scheme` into `header`. `in_headers` and `in_body` say by name what else goes into every request:
    what stands at a path of the answer, or {name} of the account.
    """

    kind: AuthKind = "none"
    token_env: str = ""
    header: str = ""
    scheme: str = "Bearer"
    user: str = ""
    password_env: str = ""
    token_url: str = ""
    grant: Literal["client_credentials", "refresh_token", "password"] = "client_credentials"
    client_id: str = ""
    client_secret_env: str = ""
    refresh_token_env: str = ""
    params: Texts = Field(default_factory=dict)
    account: Texts = Field(default_factory=dict)
    login: Login | None = None
    token: str = ""
    in_headers: Texts = Field(default_factory=dict)
    in_body: Texts = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        needed = _NEEDED.get(self.kind, ())
        if self.kind == "oauth2" and self.grant == "refresh_token":
            needed = (*needed, "refresh_token_env")
        if self.kind == "oauth2" and self.grant == "password":
            needed = (*needed, "user", "password_env")
        missing = [key for key in needed if not getattr(self, key)]
        if missing:
            raise ValueError(f"signing in by {self.kind} needs {', '.join(missing)}")
        return self

    def variables(self) -> tuple[str, ...]:
        """The environment variables whose secrets are sent."""
        stated = (self.token_env, self.password_env, self.client_secret_env, self.refresh_token_env)
        held = (value for key, value in self.account.items() if key.endswith("_env"))
        return tuple(dict.fromkeys(filter(None, (*stated, *held))))

    def names_to_fill(self) -> tuple[str, ...]:
        """What the account is to hold, by the names in braces."""
        login = [self.login.path, self.login.body] if self.login else []
        return tuple(
            names_in([*login, list(self.in_headers.values()), list(self.in_body.values())])
        )
