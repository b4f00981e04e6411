"""zhike init: a folder for a company of one's own, with settings to fill in."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import SettingsError

_CONFIG = """\
# Zhike's settings for your company. Paths are relative to this file.
# An unknown key stops the start and is named. Every other key, with its default and a comment,
# stands in the config.toml that Zhike comes with.

[company]
name = "Your company"
domains = ["yourcompany.com"]           # mail addresses under these belong to colleagues
timezone = "Asia/Shanghai"              # for times that a source gives without one

# Who works here. A file exported from your HR system or address book.
[[sources]]
name = "directory"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]                       # our word = your column
id = "id"
name = "name"
emails = ["email"]
title = "title"
department = "department"
manager = "manager"                     # an id or an address

# Documents: PDF, DOCX, XLSX, PPTX, MD, TXT, HTML, EML, in folders as deep as you like.
[[sources]]
name = "documents"
kind = "folder"
path = "documents"                      # or any folder you have
audience = ["everyone"]                 # who may read them; narrow a folder with a rule:
# [[sources.rules]]
# path = "hr/**"
# audience = ["dept:HR"]

# The export of your CRM: one table for each file; see docs/sources.md for every key.
# [[sources]]
# name = "crm"
# kind = "table"
# path = "crm"
# audience = ["everyone"]
# [[sources.tables]]
# entity = "customers"
# file = "customers.csv"
# id = "Customer ID"
# name = "Customer"
# aliases = ["Short name"]
# domains = ["Website"]
# [sources.tables.people]
# owner = ["Account owner"]

# Mail: .eml and .mbox files. A mail is for the colleagues on it, so no audience is named.
# [[sources]]
# name = "mail"
# kind = "mail"
# path = "mail"
"""

_PEOPLE = """\
id,name,email,title,department,manager
1,Your Name,you@yourcompany.com,Your title,Your department,
"""


def begin(folder: Path) -> tuple[Path, ...]:
    """Write config.toml, people.csv and an empty documents folder; returns what was written.

    SettingsError when a config.toml stands there already: nothing is overwritten.
    """
    config, people = folder / "config.toml", folder / "people.csv"
    if config.exists():
        raise SettingsError(f"{config} is there already; nothing was changed")
    try:
        (folder / "documents").mkdir(parents=True, exist_ok=True)
        config.write_text(_CONFIG, "utf-8")
        if people.exists():
            return (config,)
        # Spreadsheet programs take a CSV for UTF-8 only by its mark.
        people.write_text(_PEOPLE, "utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written: {error}") from error
    return (config, people)
