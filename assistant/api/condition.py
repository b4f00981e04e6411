"""GET /api/condition and GET /api/settings: how the installation stands and what it was told, for administrators."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from assistant.api.identity import TheAdministrator, TheApplication
from assistant.condition import Installation
from assistant.health import DoctorReport
from assistant.settings_shown import SettingShown, settings_shown

router = APIRouter()


@dataclass(frozen=True, slots=True)
class SettingsShown:
    """What config.toml says and what is assumed beside it, without any secret; `folder` is where it stands."""

    folder: str
    settings: tuple[SettingShown, ...]


@router.get("/condition")
def condition(app: TheApplication, _: TheAdministrator) -> Installation:
    """Stores, models, room on the disk, the last backup, and what is read or waits."""
    return app.upkeep.condition(app.writer, app.started_at)


@router.post("/condition/stores")
def prove_stores(app: TheApplication, _: TheAdministrator) -> DoctorReport:
    """Go through catalog, vectors and keywords, and prove that they hold the same chunks."""
    return app.upkeep.prove_stores()


@router.get("/settings")
def settings(app: TheApplication, _: TheAdministrator) -> SettingsShown:
    """The settings that hold; they are changed in config.toml alone."""
    return SettingsShown(str(app.settings.root), settings_shown(app.settings))
