"""config.toml, read once and checked whole: what Zhike may be told, and what it assumes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, ValidationError, model_validator

from assistant.scheduling import checked_schedule
from assistant.settings_adding import AddingSettings
from assistant.settings_customers import CustomerSettings
from assistant.settings_faults import did_you_mean, explain
from assistant.settings_knowledge import KnowledgeSettings
from assistant.settings_llm import LlmSettings
from assistant.settings_serving import (
    AuditSettings,
    ServerSettings,
    SignInSettings,
    is_loopback,
)
from assistant.settings_table import Table
from connectors.audiences import Audience
from connectors.kinds import needs_a_path
from connectors.upload import UPLOADS
from ingest.errors import NotFoundError, SettingsError
from ingest.sync_rules import SyncRules

ADDED = "sources.d"
"""The folder beside config.toml with a file for each source that was added on the page."""

_SOURCE_NAME = re.compile(r"\w[\w.-]*")
_SECRETS = frozenset({"password", "secret", "token", "api_key", "client_secret", "access_token"})
_PATHS_OF_A_SOURCE = ("path", "passwords_file")
KINDS_WITH_AN_AUDIENCE_OF_THEIR_OWN = frozenset({"imap", "mail"})


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            f"{name!r} is no time zone known here; write one such as 'Asia/Shanghai'"
        ) from error
    return name


def checked_source_name(name: str) -> str:
    """The name itself; ValueError where no source may be called so."""
    if not _SOURCE_NAME.fullmatch(name):
        raise ValueError(f"{name!r} may hold letters, digits, '.', '_' and '-' only")
    return name


class CompanySettings(Table):
    """Whose memory it is. `domains` are the mail domains of colleagues."""

    name: str
    domains: tuple[str, ...] = ()
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"


class Suggestions(Table):
    """Questions the page offers to begin with, by language."""

    zh: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class DemoSettings(Table):
    """The demo company: its clock stands at `today`, and every employee signs in with the one
    `password`; those at the addresses `admins` are administrators."""

    today: date
    password: str = "zhike-demo"  # noqa: S105
    admins: tuple[str, ...] = ()
    suggestions: Suggestions = Suggestions()


class EmbeddingSettings(Table):
    """The model that turns text into vectors: "builtin", or a sentence-transformers name or folder."""

    model: str = "builtin"
    precision: Literal["auto", "bf16", "fp32"] = "auto"
    batch_size: int = Field(default=16, ge=1)


class SplittingSettings(Table):
    """How long a chunk may be, in tokens of the embedding model."""

    chunk_tokens: int = Field(default=192, ge=32)


class ParsingSettings(Table):
    """What one file may cost before it is given up."""

    timeout_seconds: int = Field(default=60, ge=1)
    memory_limit_mb: int = Field(default=2048, ge=256)
    file_limit_mb: int = Field(default=100, ge=1)
    ocr_pages: int = Field(default=300, ge=0)
    ocr_timeout_seconds: int = Field(default=120, ge=1)


class SyncSettings(Table):
    """What a sync may do by itself: the share of a source that it removes unasked, how often it begins a
    listing that fails in passing, after how many hours it first tries again what could not be read, and
    for how many days it keeps what records said before, and records that are gone."""

    largest_removal: float = Field(default=0.2, ge=0, le=1)
    attempts: int = Field(default=4, ge=1, le=20)
    retry_hours: float = Field(default=1, ge=0, le=168)
    keep_versions_days: float = Field(default=730, ge=0, le=36500)
    keep_deleted_days: float = Field(default=30, ge=0, le=36500)


class UploadSettings(Table):
    """The files that people give Zhike themselves: whether they may, and how much."""

    enabled: bool = True
    file_limit_mb: int = Field(default=50, ge=1, le=4000)
    person_limit_mb: int = Field(default=2000, ge=1)


class RetrievalSettings(Table):
    """How passages are found: the share of the vectors in the score, how many are weighed, how much
    more a passage counts that is about a customer or colleague whom the question names, and up to how
    many chunks each one's vector is compared with the question's."""

    dense_weight: float = Field(default=0.5, ge=0, le=1)
    candidates: int = Field(default=100, ge=10, le=1000)
    named_boost: float = Field(default=0.5, ge=0)
    compared: int = Field(default=200_000, ge=0)


class EntitySettings(Table):
    """How alike two customers or entries of a colleague must be to be put before a curator, 0 to 100."""

    likely_score: int = Field(default=80, ge=50, le=100)


class AnswerSettings(Table):
    """How long an answer may be; `threshold` overrides the fitted confidence below which it declines."""

    sentences: int = Field(default=3, ge=1)
    list_sentences: int = Field(default=5, ge=1)
    threshold: float | None = Field(default=None, ge=0, le=1)


class RoleWeights(Table):
    """What an involvement in a record says about knowing its subject."""

    author: float = Field(default=1.0, ge=0)
    owner: float = Field(default=1.0, ge=0)
    resolver: float = Field(default=1.0, ge=0)
    reviewer: float = Field(default=0.8, ge=0)
    assignee: float = Field(default=0.7, ge=0)
    participant: float = Field(default=0.6, ge=0)
    mentioned: float = Field(default=0.2, ge=0)


class ExpertSettings(Table):
    """How people are ranked; an involvement counts half after `half_life_days`, and whose last is
    `inactive_days` older than the newest of all is no longer named."""

    half_life_days: float = Field(default=730, gt=0)
    inactive_days: int = Field(default=1095, gt=0)
    roles: RoleWeights = RoleWeights()


class ProjectSettings(Table):
    """Where projects lie: in folders called so, each folder is one project's."""

    folders: tuple[str, ...] = ("projects", "project", "项目", "项目资料", "项目文档")


class HandoverSettings(Table):
    """When somebody carries a customer or topic alone: in so great a share of its records, in so many, and
    nobody else who is here in half as many. Of at most `customers` a pack tells; `font` is a TrueType file for its PDF."""

    share: float = Field(default=0.6, gt=0, le=1)
    records: int = Field(default=3, ge=1)
    customers: int = Field(default=40, ge=1)
    font: Path | None = None


class SourceSettings(Table):
    """One source. `options` holds the keys of its kind, checked by the connector that reads them."""

    name: Annotated[str, AfterValidator(checked_source_name)]
    kind: str
    path: Path | None = None
    audience: Audience = ()
    schedule: Annotated[str, AfterValidator(checked_schedule)] = ""
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
    def _has_an_audience_a_place_and_no_secret(self) -> SourceSettings:
        if not self.audience and self.kind not in KINDS_WITH_AN_AUDIENCE_OF_THEIR_OWN:
            raise ValueError(
                f"source {self.name!r} does not say who may read it: "
                'write audience = ["everyone"], or name departments or people'
                + did_you_mean("audience", self.options, "; is {} a slip?")
            )
        if self.path is None and needs_a_path(self.kind, self.options):
            raise ValueError(f'source {self.name!r} does not say where it is: write path = "…"')
        for key in sorted(_SECRETS.intersection(self.options)):
            raise ValueError(
                f"source {self.name!r} holds a secret under {key!r}: "
                f'put it into the environment and write {key}_env = "VARIABLE"'
            )
        return self


class Settings(Table):
    """Everything config.toml says, with absolute paths. `root` is the folder config.toml stands in."""

    root: Path
    data_dir: Path = Path("var")
    company: CompanySettings
    demo: DemoSettings | None = None
    server: ServerSettings = ServerSettings()
    sign_in: SignInSettings = SignInSettings()
    audit: AuditSettings = AuditSettings()
    embedding: EmbeddingSettings = EmbeddingSettings()
    splitting: SplittingSettings = SplittingSettings()
    parsing: ParsingSettings = ParsingSettings()
    sync: SyncSettings = SyncSettings()
    uploads: UploadSettings = UploadSettings()
    adding: AddingSettings = AddingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    llm: LlmSettings | None = None
    entities: EntitySettings = EntitySettings()
    experts: ExpertSettings = ExpertSettings()
    projects: ProjectSettings = ProjectSettings()
    handover: HandoverSettings = HandoverSettings()
    customers: CustomerSettings = CustomerSettings()
    knowledge: KnowledgeSettings = KnowledgeSettings()
    sources: tuple[SourceSettings, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _resolve_paths(cls, tables: object) -> object:
        if not isinstance(tables, dict) or "root" not in tables:
            return tables
        return tables | {"data_dir": Path(tables["root"]) / tables.get("data_dir", "var")}

    @model_validator(mode="after")
    def _a_demo_stays_here(self) -> Settings:
        if self.demo and (self.server.public_url or not is_loopback(self.server.host)):
            raise ValueError(
                "everybody knows the demo's password: leave [demo] out, or serve this machine alone"
            )
        return self

    @model_validator(mode="after")
    def _names_are_told_apart(self) -> Settings:
        names = [source.name for source in self.sources]
        if UPLOADS in names:
            raise ValueError(f"{UPLOADS!r} is the source of what people upload; take another name")
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two sources are called {twice[0]!r}; give each its own name")
        return self

    @property
    def sync_rules(self) -> SyncRules:
        """What a sync may do by itself."""
        return SyncRules(
            largest_removal=self.sync.largest_removal,
            attempts=self.sync.attempts,
            retry_after=timedelta(hours=self.sync.retry_hours),
            keep_versions=timedelta(days=self.sync.keep_versions_days),
            keep_deleted=timedelta(days=self.sync.keep_deleted_days),
            likely_score=self.entities.likely_score,
        )

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
    sources = [*_listed(tables.get("sources", []), path), *_added(path.parent)]
    for source in sources:
        _place(source, path.parent)
    try:
        return Settings.model_validate(tables | {"root": path.parent, "sources": sources})
    except ValidationError as error:
        raise SettingsError(f"{path}: {explain(error, Settings, sources)}") from error


def is_added(name: str, root: Path) -> bool:
    """Whether the source of that name stands in a file of its own, which the page may change."""
    return _file_of(name, root).is_file()


def with_added(
    settings: Settings, named: str = "", keys: Mapping[str, object] | None = None
) -> Settings:
    """The same settings with the sources of sources.d as their files say now; the one `named` as `keys` say,
    or left out where they say nothing. SettingsError as `load_settings`."""
    root = settings.root
    stated = [source for source in _added(root) if source["name"] != named]
    if named and keys is not None:
        stated.append({"name": named, **keys})
    for source in stated:
        _place(source, root)
    # As a fresh start lists them: by the name of the file.
    stated.sort(key=lambda source: _file_of(str(source["name"]), root))
    lasting = [one for one in settings.sources if not is_added(one.name, root)]
    tables = {key: getattr(settings, key) for key in Settings.model_fields}
    sources = [*(one.model_dump() for one in lasting), *stated]
    try:
        return Settings.model_validate(tables | {"sources": sources})
    except ValidationError as error:
        raise SettingsError(explain(error, Settings, sources)) from error


def _added(root: Path) -> Iterator[dict[str, object]]:
    for file in sorted((root / ADDED).glob("*.toml")):
        source = {"name": file.stem} | _read(file)
        if source["name"] != file.stem:
            raise SettingsError(f"{file}: its name must be {file.stem!r}, as the file is called")
        yield source


def _file_of(name: str, root: Path) -> Path:
    return root / ADDED / f"{name}.toml"


def _place(source: dict[str, object], root: Path) -> None:
    """Paths are relative to config.toml's folder."""
    for key in _PATHS_OF_A_SOURCE:
        if isinstance(source.get(key), str):
            source[key] = root / str(source[key])


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
