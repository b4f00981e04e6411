"""config.toml, read once and checked whole: what Zhike may be told, and what it assumes."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.settings_faults import did_you_mean, explain
from ingest.errors import NotFoundError, SettingsError

_SOURCE_NAME = re.compile(r"\w[\w.-]*")
_AUDIENCE = re.compile(r"everyone|(dept|team|person):\S.*|group:[^:]+:\S.*")
_SECRETS = frozenset({"password", "secret", "token", "api_key", "client_secret", "access_token"})
_KINDS_WITH_AN_AUDIENCE_OF_THEIR_OWN = frozenset({"mail"})


def _loopback(host: str) -> str:
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise ValueError(
            f"{host!r} is not a loopback address; until people can sign in, Zhike serves this "
            "machine alone: write 127.0.0.1"
        )
    return host


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            f"{name!r} is no time zone known here; write one such as 'Asia/Shanghai'"
        ) from error
    return name


def _source_name(name: str) -> str:
    if not _SOURCE_NAME.fullmatch(name):
        raise ValueError(f"{name!r} may hold letters, digits, '.', '_' and '-' only")
    return name


def _audience_token(token: str) -> str:
    if not _AUDIENCE.fullmatch(token):
        raise ValueError(
            f"{token!r} is no audience; write everyone, dept:NAME, team:NAME, "
            "group:SOURCE:NAME or person:ADDRESS"
        )
    return token


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CompanySettings(_Table):
    """Whose memory it is. `domains` are the mail domains of colleagues."""

    name: str
    domains: tuple[str, ...] = ()
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"


class Suggestions(_Table):
    """Questions the page offers to begin with, by language."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class DemoSettings(_Table):
    """The demo company: its clock stands at `today`, and a visitor may be any employee."""

    today: date
    suggestions: Suggestions = Suggestions()


class ServerSettings(_Table):
    """Where the page is served."""

    host: Annotated[str, AfterValidator(_loopback)] = "127.0.0.1"
    port: int = Field(default=8321, ge=1, le=65535)


class EmbeddingSettings(_Table):
    """The model that turns text into vectors: "builtin", or a sentence-transformers name or folder."""

    model: str = "builtin"
    precision: Literal["auto", "bf16", "fp32"] = "auto"
    batch_size: int = Field(default=16, ge=1)


class SplittingSettings(_Table):
    """How long a chunk may be, in tokens of the embedding model."""

    chunk_tokens: int = Field(default=192, ge=32)


class ParsingSettings(_Table):
    """What one file may cost before it is given up."""

    timeout_seconds: int = Field(default=60, ge=1)
    memory_limit_mb: int = Field(default=2048, ge=256)
    file_limit_mb: int = Field(default=100, ge=1)


class RetrievalSettings(_Table):
    """How passages are found: the share of the vectors in the score, how many are weighed, how much
    more a passage counts that is about a customer or colleague whom the question names, and up to how
    many chunks each one's vector is compared with the question's."""

    dense_weight: float = Field(default=0.6, ge=0, le=1)
    candidates: int = Field(default=100, ge=10, le=1000)
    named_boost: float = Field(default=0.5, ge=0)
    compared: int = Field(default=200_000, ge=0)


class AnswerSettings(_Table):
    """How long an answer may be; `threshold` overrides the fitted confidence below which it declines."""

    sentences: int = Field(default=3, ge=1)
    list_sentences: int = Field(default=5, ge=1)
    threshold: float | None = Field(default=None, ge=0, le=1)


class RoleWeights(_Table):
    """What an involvement in a record says about knowing its subject."""

    author: float = Field(default=1.0, ge=0)
    owner: float = Field(default=1.0, ge=0)
    resolver: float = Field(default=1.0, ge=0)
    reviewer: float = Field(default=0.8, ge=0)
    assignee: float = Field(default=0.7, ge=0)
    participant: float = Field(default=0.6, ge=0)
    mentioned: float = Field(default=0.2, ge=0)


class ExpertSettings(_Table):
    """How people are ranked; an involvement counts half after `half_life_days`."""

    half_life_days: float = Field(default=365, gt=0)
    roles: RoleWeights = RoleWeights()


class SourceSettings(_Table):
    """One source. `options` holds the keys of its kind, checked by the connector that reads them."""

    name: Annotated[str, AfterValidator(_source_name)]
    kind: str
    path: Path
    audience: tuple[Annotated[str, AfterValidator(_audience_token)], ...] = ()
    options: dict[str, object] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather_options(cls, keys: object) -> object:
        if not isinstance(keys, dict) or "options" in keys:
            return keys
        own = cls.model_fields.keys()
        options = {key: value for key, value in keys.items() if key not in own}
        return {key: value for key, value in keys.items() if key in own} | {"options": options}

    @model_validator(mode="after")
    def _has_an_audience_and_no_secret(self) -> SourceSettings:
        if not self.audience and self.kind not in _KINDS_WITH_AN_AUDIENCE_OF_THEIR_OWN:
            raise ValueError(
                f"source {self.name!r} does not say who may read it: "
                'write audience = ["everyone"], or name departments or people'
                + did_you_mean("audience", self.options, "; is {} a slip?")
            )
        for key in sorted(_SECRETS.intersection(self.options)):
            raise ValueError(
                f"source {self.name!r} holds a secret under {key!r}: "
                f'put it into the environment and write {key}_env = "VARIABLE"'
            )
        return self


class Settings(_Table):
    """Everything config.toml says, with absolute paths. `root` is the folder config.toml stands in."""

    root: Path
    data_dir: Path = Path("var")
    company: CompanySettings
    demo: DemoSettings | None = None
    server: ServerSettings = ServerSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    splitting: SplittingSettings = SplittingSettings()
    parsing: ParsingSettings = ParsingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    experts: ExpertSettings = ExpertSettings()
    sources: tuple[SourceSettings, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _resolve_paths(cls, tables: object) -> object:
        if not isinstance(tables, dict) or "root" not in tables:
            return tables
        return tables | {"data_dir": Path(tables["root"]) / tables.get("data_dir", "var")}

    @model_validator(mode="after")
    def _names_are_told_apart(self) -> Settings:
        names = [source.name for source in self.sources]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are called {twice[0]!r}; give each its own name")
        return self

    def source(self, name: str) -> SourceSettings:
        """The source of that name; NotFoundError names the nearest one."""
        for source in self.sources:
            if source.name == name:
                return source
        names = [source.name for source in self.sources]
        hint = did_you_mean(name, names, "; did you mean {}?") or f"; known: {', '.join(names)}"
        raise NotFoundError(f"No source is called {name!r}{hint}")


def load_settings(path: Path) -> Settings:
    """config.toml at `path` and every sources.d/NAME.toml beside it.

    Paths in them are relative to config.toml's folder. Raises SettingsError, which names the file,
    the key and, for an unknown key, the nearest known one.
    """
    path = path.absolute()
    tables = _read(path)
    if "root" in tables:
        raise SettingsError(f"{path}: unknown key 'root'")
    sources = list(_listed(tables.get("sources", []), path))
    for file in sorted((path.parent / "sources.d").glob("*.toml")):
        sources.append({"name": file.stem} | _read(file))
        if sources[-1]["name"] != file.stem:
            raise SettingsError(f"{file}: its name must be {file.stem!r}, as the file is called")
    for source in sources:
        if isinstance(source.get("path"), str):
            source["path"] = path.parent / str(source["path"])
    try:
        return Settings.model_validate(tables | {"root": path.parent, "sources": sources})
    except ValidationError as error:
        raise SettingsError(f"{path}: {explain(error, Settings, sources)}") from error


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError as error:
        raise SettingsError(
            f"There is no {path}. Name another with --config FILE, or start one with zhike init DIR"
        ) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error


def _listed(value: object, path: Path) -> Sequence[dict[str, object]]:
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return [dict(item) for item in value]
    raise SettingsError(f"{path}: each source begins with a line [[sources]]")
