"""Distinguished names (RFC 4514): whether two mean one entry, and what the entry is called."""

from __future__ import annotations

import re

_PARTS = re.compile(r"(?:[^,\\]|\\.)+", re.S)
_ESCAPED = re.compile(r"(?:\\[0-9A-Fa-f]{2})+|\\(.)", re.S)


def key_of(dn: str) -> str:
    """The same for every way to write the same name that servers use."""
    parts = []
    for part in _PARTS.findall(dn):
        attribute, _, value = part.partition("=")
        parts.append(f"{attribute.strip()}={_plain(value.strip())}".replace(",", "\\,").casefold())
    return ",".join(parts)


def called(dn: str) -> str:
    """The value of the first part: 华东 for `cn=华东,ou=groups,dc=huace,dc=example`."""
    first = _PARTS.match(dn)
    return _plain(first[0].partition("=")[2].strip()) if first else ""


def _plain(value: str) -> str:
    return _ESCAPED.sub(_unescaped, value)


def _unescaped(escape: re.Match[str]) -> str:
    if escape[1] is not None:
        return escape[1]
    return bytes.fromhex(escape[0].replace("\\", "")).decode("utf-8", "replace")
