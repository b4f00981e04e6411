"""A folder of documents: unchanged files are neither opened nor read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict

from connectors.audiences import Audience
from connectors.files import ClosedFolder, FoundFile, Unnameable, files_under, matches
from connectors.listing import Listed, with_checkpoints
from connectors.passwords import PasswordOptions, Passwords
from connectors.paths import PathInside
from ingest.parsing.formats import advice, is_supported
from ingest.records import Change, Failure, File, Record, revision_of

_NEVER = (
    "**/~$*",
    "**/*.tmp",
    "**/.*",
    "**/.*/**",
    "**/Thumbs.db",
    "**/desktop.ini",
    "**/__MACOSX/**",
)
"""What Office, file managers and version control leave in folders."""


class FolderRule(BaseModel):
    """Who may read the files that `path`, a glob, means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: PathInside
    audience: Audience


class FolderOptions(PasswordOptions):
    """What config.toml says of a folder beside its path and audience."""

    include: tuple[PathInside, ...] = ("**/*",)
    exclude: tuple[PathInside, ...] = ()
    rules: tuple[FolderRule, ...] = ()
    max_file_mb: int = 100


@dataclass(frozen=True, slots=True)
class FolderConnector:
    """Yields a record for each file; its external id is the path below the folder."""

    name: str
    options: FolderOptions
    root: Path
    audience: tuple[str, ...]
    timezone: ZoneInfo
    domains: tuple[str, ...]

    def changes(self, known: Mapping[str, str], cursor: str | None) -> Iterator[Change]:
        """Every listing is complete; there is no cursor. Raises PermanentError if the folder is gone."""
        return with_checkpoints(self._listed(known))

    def _listed(self, known: Mapping[str, str]) -> Iterator[Listed]:
        passwords = self.options.passwords()
        for found in files_under(self.root):
            if isinstance(found, ClosedFolder):
                yield from self._closed(found, known)
            elif isinstance(found, Unnameable):
                yield Listed(found.shown, Failure(found.shown, "invalid", found.message))
            elif self._is_wanted(found.relative):
                yield self._file(found, known, passwords)

    def _is_wanted(self, relative: str) -> bool:
        options = self.options
        return matches(relative, options.include) and not matches(
            relative, _NEVER + options.exclude
        )

    def _audience_of(self, relative: str) -> tuple[str, ...]:
        deciding = [rule for rule in self.options.rules if matches(relative, (rule.path,))]
        return deciding[-1].audience if deciding else self.audience

    def _file(self, found: FoundFile, known: Mapping[str, str], passwords: Passwords) -> Listed:
        relative = found.relative
        audience = self._audience_of(relative)
        revision = revision_of(str(found.size_bytes), str(found.modified_ns), *sorted(audience))
        if known.get(relative) == revision:
            return Listed(relative)
        problem = self._problem(found, audience)
        if problem is not None:
            return Listed(relative, problem)
        try:
            data = found.path.read_bytes()
        except OSError as error:
            return Listed(
                relative,
                Failure(
                    relative,
                    "unavailable",
                    f"{relative}: the file cannot be opened ({error.strerror}); check its permissions.",
                    audience,
                ),
            )
        file = File(relative, data, passwords.of(relative))
        return Listed(relative, self._record(revision, audience, file))

    def _problem(self, found: FoundFile, audience: tuple[str, ...]) -> Failure | None:
        relative = found.relative
        if found.size_bytes == 0:
            return Failure(
                relative, "empty", f"{relative}: the file is empty; replace or remove it.", audience
            )
        if not is_supported(relative):
            return Failure(relative, "unsupported", advice(relative), audience)
        if found.size_bytes > self.options.max_file_mb * 1_000_000:
            size_mb = found.size_bytes // 1_000_000
            return Failure(
                relative,
                "too_large",
                f"{relative}: {size_mb:,} MB; split it, exclude it, or raise `max_file_mb` of source {self.name}.",
                audience,
            )
        return None

    def _record(self, revision: str, audience: tuple[str, ...], file: File) -> Record:
        return Record(
            external_id=file.name,
            revision=revision,
            kind="mail" if file.name.lower().endswith(".eml") else "file",
            title="",  # the parser knows what the file calls itself
            audience=audience,
            file=file,
            uri=file.name,
        )

    def _closed(self, closed: ClosedFolder, known: Mapping[str, str]) -> Iterator[Listed]:
        yield Listed(
            closed.relative,
            Failure(
                closed.relative,
                "unavailable",
                f"{closed.relative}: cannot be listed ({closed.why}); check its permissions. "
                "What was read from it before stays.",
                # What rules would say of the files in it is not known.
                () if self.options.rules else self.audience,
            ),
        )
        for external_id in known:
            if external_id.startswith(f"{closed.relative}/"):
                yield Listed(external_id)
