"""Takes the commands of other processes, on the data folder's socket, while the server runs."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from queue import Empty, SimpleQueue

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.routing import Route

from assistant.bootstrap import Application
from assistant.commands.wire import (
    SentCommand,
    read_command,
    write_error,
    write_progress,
    write_result,
)
from assistant.ownership import listen, stop_listening
from ingest.errors import ZhikeError

_PULSE_SECONDS = 1.0

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def taking_commands(application: Application) -> Iterator[None]:
    """While this context lasts, commands sent to the data folder's socket are run here."""
    data_dir = application.settings.data_dir
    config = uvicorn.Config(
        owner_app(application), log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=server.run, args=([listen(data_dir)],), name="commands", daemon=True
    )
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
        stop_listening(data_dir)


def owner_app(application: Application) -> Starlette:
    """The small application behind the socket: one route, which runs a command and tells how it goes."""

    async def run(request: Request) -> StreamingResponse:
        data = await request.body()
        return StreamingResponse(_lines(application, data), media_type="application/x-ndjson")

    return Starlette(routes=[Route("/command", run, methods=["POST"])])


def _lines(application: Application, data: bytes) -> Iterator[bytes]:
    try:
        command = read_command(data, application.settings)
    except ZhikeError as error:
        yield write_error(error)
        return
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    threading.Thread(
        target=_work, args=(application, command, lines), name="command", daemon=True
    ).start()
    while True:
        try:
            line = lines.get(timeout=_PULSE_SECONDS)
        except Empty:
            # An empty line keeps this loop from holding up a server that is told to stop.
            yield b"\n"
            continue
        if line is None:
            return
        yield line


def _work(application: Application, command: SentCommand, lines: SimpleQueue[bytes | None]) -> None:
    try:
        result = command.run_to_json(
            application, lambda progress: lines.put(write_progress(progress))
        )
        lines.put(write_result(result))
    except ZhikeError as error:
        lines.put(write_error(error))
    # The last handler of this door: whoever sent the command must hear that it failed.
    except Exception:
        name = type(command).__name__.lower()
        _log.exception("%s failed", name)
        lines.put(write_error(ZhikeError(f"{name} failed in the running server; its log says why")))
    finally:
        lines.put(None)
