"""The part of config.toml about sources that administrators add on the page."""

from __future__ import annotations

from pathlib import Path

from assistant.settings_table import Table


class AddingSettings(Table):
    """Whether they may, and below which folders what they name must lie; empty: anywhere but Zhike's own data."""

    enabled: bool = True
    folders: tuple[Path, ...] = ()
