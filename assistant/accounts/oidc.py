"""Signing in by a company's identity provider: OpenID Connect, the code flow with PKCE.

https://openid.net/specs/openid-connect-core-1_0.html, RFC 7636. The requests go by our own client,
which keeps to public addresses; what they say and what comes back is authlib's and joserfc's work.
"""

from __future__ import annotations

import hmac
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import httpx
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from assistant.accounts.codes import new_code
from ingest.errors import PermanentError, SignInError, TransientError

_DISCOVERY = "/.well-known/openid-configuration"
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"]
_FRESH_FOR = timedelta(hours=1)
_LEEWAY_SECONDS = 60
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


@dataclass(frozen=True, slots=True)
class ProviderRules:
    """Who the provider is to us: `issuer` as it calls itself, our id and secret there, the claim that
    holds the mail address, and whether it must call that address verified."""

    issuer: str
    client_id: str
    client_secret: str
    email_claim: str
    verified_only: bool


@dataclass(frozen=True, slots=True)
class Attempt:
    """A sign-in that has begun: what the browser keeps until it comes back."""

    state: str
    nonce: str
    verifier: str

    def written(self) -> str:
        """As a cookie keeps it; none of the three holds a dot."""
        return ".".join((self.state, self.nonce, self.verifier))

    @classmethod
    def read(cls, written: str) -> Attempt:
        """SignInError for what is none."""
        parts = written.split(".")
        if len(parts) != 3 or not all(parts):
            raise SignInError("This sign-in was not begun here, or too long ago; begin again")
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class _Provider:
    """What the provider says of itself, and when it did."""

    endpoints: Mapping[str, str]
    keys: KeySet
    asked_at: datetime


class IdentityProvider:
    """One provider, asked for what it is at the first sign-in, and again each hour."""

    def __init__(
        self, rules: ProviderRules, client: httpx.Client, now: Callable[[], datetime]
    ) -> None:
        self._rules = rules
        self._client = client
        self._now = now
        self._lock = threading.Lock()
        self._known: _Provider | None = None

    def begin(self, redirect_uri: str) -> tuple[str, Attempt]:
        """Where to send the browser, and what it keeps meanwhile. TransientError where the provider
        cannot be reached, PermanentError where it is not what the settings say."""
        attempt = Attempt(new_code(), new_code(), new_code())
        address = prepare_grant_uri(
            self._provider().endpoints["authorization_endpoint"],
            self._rules.client_id,
            "code",
            redirect_uri=redirect_uri,
            scope="openid email profile",
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),  # type: ignore[no-untyped-call]
            code_challenge_method="S256",
        )
        return str(address), attempt

    def finish(self, attempt: Attempt, code: str, state: str, redirect_uri: str) -> str:
        """The mail address that the provider vouches for; SignInError unless everything agrees."""
        if not hmac.compare_digest(state.encode(), attempt.state.encode()):
            raise SignInError("This sign-in was not begun here; begin again")
        tokens = self._redeem(code, attempt.verifier, redirect_uri)
        claims = self._verified(str(tokens.get("id_token", "")), attempt.nonce, tokens)
        email = claims.get(self._rules.email_claim)
        if not isinstance(email, str) or not email:
            raise SignInError(
                f"The identity provider does not say your address ({self._rules.email_claim})"
            )
        if self._rules.verified_only and claims.get("email_verified") is not True:
            raise SignInError("The identity provider has not verified your address")
        return email

    def close(self) -> None:
        self._client.close()

    def _redeem(self, code: str, verifier: str, redirect_uri: str) -> Mapping[str, object]:
        address = self._provider().endpoints["token_endpoint"]
        body = prepare_token_request(
            "authorization_code", code=code, redirect_uri=redirect_uri, code_verifier=verifier
        )
        method = "client_secret_basic" if self._rules.client_secret else "none"
        auth = ClientAuth(self._rules.client_id, self._rules.client_secret, method)
        address, headers, body = auth.prepare(  # type: ignore[no-untyped-call]
            "POST", address, dict(_FORM), body
        )
        return self._answer("POST", address, content=body, headers=headers)

    def _verified(
        self, id_token: str, nonce: str, tokens: Mapping[str, object]
    ) -> Mapping[str, object]:
        params = {
            "nonce": nonce,
            "client_id": self._rules.client_id,
            "access_token": tokens.get("access_token"),
        }
        options = {
            "iss": {"essential": True, "value": self._rules.issuer},
            "aud": {"essential": True, "value": self._rules.client_id},
        }
        try:
            token = jwt.decode(id_token, self._provider().keys, algorithms=_ALGORITHMS)
            claims = CodeIDToken(token.claims, token.header, options, params)
            claims.validate(now=round(self._now().timestamp()), leeway=_LEEWAY_SECONDS)
        except (JoseError, ValueError) as error:
            raise SignInError(f"The identity provider's word does not hold: {error}") from error
        return dict(claims)

    def _provider(self) -> _Provider:
        with self._lock:
            if self._known is None or self._now() - self._known.asked_at >= _FRESH_FOR:
                self._known = self._discovered()
            return self._known

    def _discovered(self) -> _Provider:
        issuer = self._rules.issuer
        said = self._answer("GET", issuer.rstrip("/") + _DISCOVERY)
        if said.get("issuer") != issuer:
            raise PermanentError(
                f"[sign_in.oidc] issuer is {issuer!r}, and the provider calls itself "
                f"{said.get('issuer')!r}; write it as the provider does"
            )
        endpoints = {name: str(said.get(name, "")) for name in _ENDPOINTS}
        for name, address in endpoints.items():
            if urlsplit(address).scheme != urlsplit(issuer).scheme:
                raise PermanentError(f"The identity provider's {name} is no sound address")
        keys = self._answer("GET", endpoints["jwks_uri"])
        try:
            held = KeySet.import_key_set(keys)  # type: ignore[arg-type]
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise PermanentError(f"The identity provider's keys cannot be read: {error}") from error
        return _Provider(endpoints, held, self._now())

    def _answer(
        self,
        method: str,
        address: str,
        *,
        content: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Mapping[str, object]:
        """A JSON object, or the error that its absence means."""
        try:
            response = self._client.request(
                method, address, content=content, headers=headers, follow_redirects=False
            )
            said = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise TransientError(f"The identity provider did not answer: {error}") from error
        if response.status_code >= 500:
            raise TransientError("The identity provider is out of order; try again later")
        if response.status_code != 200 or not isinstance(said, dict):
            raise SignInError("The identity provider did not accept this sign-in; begin again")
        return said
