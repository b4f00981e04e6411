"""What Zhike knows of the APIs of systems that companies have, one file a system."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

VENDORS = (
    "espocrm",
    "fxiaoke",
    "hubspot",
    "jira",
    "odoo",
    "pipedrive",
    "salesforce",
    "suitecrm",
    "twenty",
    "xiaoshouyi",
    "zendesk",
    "zoho",
)


def definition_of(vendor: str) -> dict[str, object]:
    """Everything about a vendor's API but the account: options of a `rest` source."""
    path = Path(__file__).with_name(f"{vendor}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def with_definition(vendor: str, own: Mapping[str, object]) -> dict[str, object]:
    """A company's options laid over the vendor's: tables key by key, anything else replaced.

    Another kind of `auth` than the vendor's replaces that whole.
    """
    stated = definition_of(vendor)
    auth, vendors_auth = own.get("auth"), stated.get("auth")
    if isinstance(auth, dict) and isinstance(vendors_auth, dict):
        kind = auth.get("kind", vendors_auth.get("kind"))
        if kind != vendors_auth.get("kind"):
            stated = {key: value for key, value in stated.items() if key != "auth"}
    return _laid_over(stated, own)


def _laid_over(under: Mapping[str, object], over: Mapping[str, object]) -> dict[str, object]:
    laid = {**under}
    for key, value in over.items():
        below = laid.get(key)
        both = isinstance(below, dict) and isinstance(value, dict)
        laid[key] = _laid_over(below, value) if both else value  # type: ignore[arg-type]
    return laid
