"""A folder in S3, against a real server of that protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.records import Connector
from tests.connectors.contract import ConnectorContract, failures_of, known_after, records_of

pytestmark = pytest.mark.heavy  # the server takes seconds to start
BUCKET = "company"
KEY, SECRET = "zhike", "open to zhike alone"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on a free port."""
    from moto.server import ThreadedMotoServer

    served = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def bucket(server: str) -> Iterator[Any]:
    """A bucket with nothing in it."""
    import boto3

    store = boto3.resource(
        "s3",
        endpoint_url=server,
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
    )
    made = store.create_bucket(Bucket=BUCKET)
    yield made
    made.load()
    made.objects.delete()
    made.delete()


class TestS3Folder(ConnectorContract):
    kind = "folder"

    @pytest.fixture(autouse=True)
    def _signed_in(self, server: str, bucket: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ZHIKE_TEST_S3", SECRET)
        self.server, self.bucket = server, bucket
        self.prefix = "部门/docs"

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        options = {
            "url": f"s3://{BUCKET}/{self.prefix}",
            "allow_private": True,
            "storage": {
                "endpoint_url": self.server,
                "key": KEY,
                "secret_env": "ZHIKE_TEST_S3",
                "client_kwargs": {"region_name": "us-east-1"},
            },
        }
        return connector_of("folder", "source", options, None, audience, ZoneInfo("UTC"), ())

    def put(self, name: str, text: str) -> None:
        self.bucket.put_object(Key=f"{self.prefix}/{name}", Body=text.encode())

    def build(self, root: Path, items: int) -> Path:
        for number in range(items):
            self.put(f"项目{number % 3}/周报 {number}.md", f"# 周报 {number}\n\n恒岳电气一切正常。")
        self.bucket.put_object(Key="部门/docs-of-others/x.md", Body=b"another folder")
        self.bucket.put_object(Key=f"{self.prefix}/", Body=b"")  # as its console marks a folder
        return root

    def change_one(self, source: Path) -> str:
        self.put("项目0/周报 0.md", "# 周报 0\n\n恒岳电气推迟验收。")
        return "项目0/周报 0.md"

    def remove_one(self, source: Path) -> str:
        self.bucket.Object(f"{self.prefix}/项目1/周报 1.md").delete()
        return "项目1/周报 1.md"

    def break_one(self, source: Path) -> str:
        self.put("空白.docx", "")
        return "空白.docx"

    def make_unreadable(self, source: Path) -> None:
        self.prefix = "moved/away"

    def test_a_key_that_climbs_is_reported_and_not_read(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 1)
        for key in ("a/../../up.md", "a//double.md", "./b.md"):
            self.put(key, "x")
        changes = self.read(source)
        assert set(records_of(changes)) == {"项目0/周报 0.md"}
        assert {one.reason for one in failures_of(changes)} == {"invalid"}

    def test_a_file_that_was_written_again_as_it_was_is_not_read_again(
        self, tmp_path: Path
    ) -> None:
        source = self.build(tmp_path, 1)
        known = known_after(self.read(source))
        self.build(tmp_path, 1)
        assert records_of(self.read(source, known)) == {}

    def test_a_bucket_that_is_not_there_removes_nothing(self, tmp_path: Path) -> None:
        options = {
            "url": "s3://no-such-bucket",
            "allow_private": True,
            "storage": {"endpoint_url": self.server, "anon": True},
        }
        made = connector_of("folder", "s", options, None, ("everyone",), ZoneInfo("UTC"), ())
        with pytest.raises(PermanentError, match="cannot be listed"):
            list(made.changes({"a.md": "1"}, None))
