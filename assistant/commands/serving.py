"""zhike serve: the page and the API, and the socket for everybody's commands."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
from collections.abc import Callable, Iterator

import uvicorn

from assistant.api.app import create_app
from assistant.bootstrap import Application, open_application
from assistant.commands.owner import taking_commands
from assistant.configured import watched_folders
from assistant.ownership import owner_socket
from assistant.settings import Settings
from connectors.upload import UPLOADS
from ingest.errors import BusyError, SettingsError


def serve(settings: Settings, *, port: int, when_ready: Callable[[str], None]) -> None:
    """Serve until told to stop; `when_ready` gets the page's address.

    SettingsError when the port is taken, BusyError when the data folder is.
    """
    if owner_socket(settings.data_dir) is not None:
        raise BusyError(f"zhike serve is running already for {settings.data_dir}")
    listener = _bound(settings.server.host, port)
    # A plain kill ends like Ctrl-C: the stores are closed and the socket is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with listener, open_application(settings) as application:
        application.open_demo()
        with taking_commands(application), _watching(application):
            listener.listen()
            application.served_at = _address(listener)
            when_ready(application.served_at)
            application.upkeep.scheduler.start()
            # Ctrl-C is how one leaves; uvicorn has answered it already when it comes up here.
            with contextlib.suppress(KeyboardInterrupt):
                server_of(application).run([listener])


@contextlib.contextmanager
def _watching(application: Application) -> Iterator[None]:
    """While this context lasts, what changes in watched folders is read."""
    watch = application.upkeep.watch
    watch.start()
    for name in watched_folders(application.settings):  # what changed before
        application.syncs.see_to(name)
    if application.uploads.is_used():  # what came before a stop
        application.syncs.see_to(UPLOADS)
    try:
        yield
    finally:
        watch.stop()


def server_of(application: Application) -> uvicorn.Server:
    """The web server of an application, not running yet."""
    proxies = application.settings.server.proxies
    config = uvicorn.Config(
        create_app(application),
        http="h11",  # httptools, where it is installed, takes headers without end
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=[*proxies],
        timeout_graceful_shutdown=3,
    )
    return uvicorn.Server(config)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"Port {port} of {host} cannot be served ({error.strerror}); "
            "choose another with --port, or [server] port in config.toml"
        ) from error
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
