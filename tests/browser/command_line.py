"""The command line as journeys use it: one command, or a server for as long as a context lasts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.waiting import PATIENCE_SECONDS

ZHIKE = Path(sys.executable).with_name("zhike")


def zhike(command: str, config: Path, *arguments: str) -> str:
    """What a command of the command line prints."""
    line: list[str | Path] = [ZHIKE, *command.split(), *arguments, "--config", config]
    done = subprocess.run(line, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"zhike {command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def serving(config: Path) -> Iterator[str]:
    """The address of a server, which ends with this context."""
    with (config.parent / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [ZHIKE, "serve", "--port", "0", "--json", "--config", config],
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            yield _address_said_by(server, config.parent / "server.log")
        finally:
            server.terminate()
            server.communicate(timeout=PATIENCE_SECONDS)


def _address_said_by(server: subprocess.Popen[str], log: Path) -> str:
    said = ""
    for line in server.stdout or ():
        said += line
        if line == "}\n":
            return str(json.loads(said)["address"])
    pytest.fail(f"the server did not start: {log.read_text()}")
