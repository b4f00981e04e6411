"""The same of a real MariaDB, Debian's mariadb-server, which `.ci/servers --all` installs."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import NullPool, create_engine, text
from sqlalchemy.exc import OperationalError

from connectors.kinds import connector_of
from ingest.errors import PermanentError, TransientError
from ingest.records import Connector
from tests.connectors.contract import records_of
from tests.connectors.processes import program
from tests.connectors.test_sql import SqlContract
from tests.ports import free_port

pytestmark = pytest.mark.heavy
PASSWORD = "vertraulich:7/#@"
_START_SECONDS = 60


@pytest.fixture(scope="module")
def mariadb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server on a free port of 127.0.0.1; gives the port."""
    server_program = program("mariadbd", "mariadb-server")
    data = tmp_path_factory.mktemp("mariadb")
    own = [f"--datadir={data}"] + (["--user=root"] if os.geteuid() == 0 else [])
    install = ["mariadb-install-db", *own, "--auth-root-authentication-method=normal"]
    subprocess.run(install, check=True, capture_output=True)
    port = free_port()
    server = subprocess.Popen(
        [
            server_program, "--no-defaults", *own, f"--port={port}", "--bind-address=127.0.0.1",
            f"--socket={data}/socket", f"--pid-file={data}/pid",
        ],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        _wait_for(port)
        execute(port, [f"CREATE USER zhike@localhost IDENTIFIED BY '{PASSWORD}'"])
        execute(port, ["GRANT ALL ON *.* TO zhike@localhost"])
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(120)


def _wait_for(port: int) -> None:
    ends_at = time.monotonic() + _START_SECONDS
    while True:
        try:
            execute(port, ["SELECT 1"])
        except OperationalError:
            if time.monotonic() > ends_at:
                raise
            time.sleep(0.2)
        else:
            return


def execute(port: int, statements: Iterable[str]) -> None:
    url = f"mysql+pymysql://root@127.0.0.1:{port}/?charset=utf8mb4"
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement.replace(":", "\\:")))


class TestMariadb(SqlContract):
    numbers = itertools.count()

    @pytest.fixture(autouse=True)
    def _server(self, mariadb: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.port = mariadb
        monkeypatch.setenv("CRM_PASSWORD", PASSWORD)

    def place(self, root: Path) -> Path:
        source = Path(f"crm{next(self.numbers)}")
        execute(self.port, [f"CREATE DATABASE {source} CHARACTER SET utf8mb4"])
        return source

    def execute(self, source: Path, statements: Iterable[str]) -> None:
        execute(self.port, [one.replace("{table}", f"{source}.") for one in statements])

    def reached(self, source: Path) -> dict[str, object]:
        url = f"mysql://zhike@127.0.0.1:{self.port}/{source}"
        return {"url": url, "password_env": "CRM_PASSWORD", "table": f"{source}."}

    def asking(self, query: str, **more: object) -> Connector:
        entity = {"entity": "deals", "query": query, "id": "id"}
        reached = self.reached(Path("mysql"))
        del reached["table"]
        options = {**reached, **more, "entities": [entity]}
        return connector_of("sql", "crm", options, None, ("everyone",), ZoneInfo("UTC"), ())

    def test_a_query_that_takes_too_long_is_ended(self) -> None:
        slow = self.asking("SELECT 1 AS id, SLEEP(30) AS nothing", statement_timeout_seconds=0.3)
        with pytest.raises(TransientError):
            list(slow.changes({}, None))

    def test_a_function_that_writes_is_refused(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        function = (
            f"CREATE FUNCTION {source}.touch() RETURNS INT MODIFIES SQL DATA BEGIN "
            f"DELETE FROM {source}.accounts; RETURN 1; END"
        )
        execute(self.port, [function])
        with pytest.raises(PermanentError, match="READ ONLY transaction"):
            list(self.asking(f"SELECT {source}.touch() AS id").changes({}, None))
        assert len(records_of(self.read(source))) == 1

    def test_a_wrong_password_is_said_without_saying_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CRM_PASSWORD", "falsch")
        with pytest.raises(PermanentError, match="Access denied") as caught:
            list(self.asking("SELECT 1 AS id").changes({}, None))
        assert "falsch" not in str(caught.value)
