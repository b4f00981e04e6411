"""Sends a command to the process that owns the data folder."""

from __future__ import annotations

import json
from pathlib import Path

import httpx

from assistant.commands.command import Command, OnProgress, Result
from assistant.commands.wire import ADDRESS, read_error, read_progress, write_command
from assistant.settings import Settings
from ingest.errors import TransientError


def send(
    socket_path: Path, command: Command[Result], settings: Settings, on_progress: OnProgress
) -> Result:
    """Have the owner run `command`; raises what it raised, or TransientError when it went away."""
    transport = httpx.HTTPTransport(uds=str(socket_path))
    content = write_command(command, settings)
    try:
        with (
            httpx.Client(transport=transport, timeout=None) as client,  # noqa: S113
            client.stream("POST", ADDRESS, content=content) as response,
        ):
            for line in filter(None, response.iter_lines()):
                message = json.loads(line)
                if "result" in message:
                    return command.result().validate_json(json.dumps(message["result"]))
                if "error" in message:
                    raise read_error(message["error"]["kind"], message["error"]["message"])
                on_progress(read_progress(message["progress"]))
    except httpx.HTTPError as error:
        raise TransientError(f"The running server went away: {error}. Try again") from error
    raise TransientError("The running server went away before it was done. Try again")
