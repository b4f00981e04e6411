"""The command line as somebody types at it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.cli import main


class Shell:
    """Types a command, with `always` behind it, and reads what it wrote."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *always: str) -> None:
        self._capsys = capsys
        self._always = always

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code, what was said and what was told."""
        with pytest.raises(SystemExit) as left:
            main([*arguments, *self._always])
        said, told = self._capsys.readouterr()
        code = left.value.code
        return (code if isinstance(code, int) else 0), said, told

    def json(self, *arguments: str) -> Any:
        """What is said with --json."""
        return json.loads(self.run(*arguments, "--json")[1])
