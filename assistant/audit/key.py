"""The key that signs the audit log's marks: from the environment, else made once in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from ingest.errors import SettingsError

KEY_FILE = "audit.key"
_LEAST_BYTES = 32


def audit_key(data_dir: Path, variable: str) -> bytes:
    """The bytes of the environment's `variable`, or, where none is named, of a file that only its
    owner may read. SettingsError for a variable that is unset or too short."""
    if variable:
        key = os.environ.get(variable, "").encode()
        if len(key) < _LEAST_BYTES:
            raise SettingsError(
                f"[audit] key_env names {variable}, which holds fewer than {_LEAST_BYTES} bytes"
            )
        return key
    path = data_dir / KEY_FILE
    try:
        return path.read_bytes()
    except FileNotFoundError:
        key = secrets.token_hex(_LEAST_BYTES).encode()
        data_dir.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(key)
        return key
