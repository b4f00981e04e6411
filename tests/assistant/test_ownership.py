"""One process owns the data folder; the others find it by its socket."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.ownership import DataFolderLock, listen, owner_socket, stop_listening
from ingest.errors import BusyError, SettingsError

HOLDER = """
import sys, time
from pathlib import Path
from assistant.ownership import DataFolderLock, listen
lock = DataFolderLock(Path(sys.argv[1]))
lock.acquire()
listener = listen(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_owner_is_told_who_is_first(tmp_path: Path) -> None:
    with (
        DataFolderLock(tmp_path),
        pytest.raises(BusyError, match=f"process {os.getpid()}"),
        DataFolderLock(tmp_path),
    ):
        pass


def test_a_released_folder_can_be_taken_again(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path):
        pass
    with DataFolderLock(tmp_path):
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_the_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path / "new" / "var"):
        assert (tmp_path / "new" / "var").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be used"):
        DataFolderLock(tmp_path / "file").acquire()


def test_a_killed_owner_leaves_the_folder_free(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with pytest.raises(BusyError, match=f"process {process.pid}"):
        DataFolderLock(tmp_path).acquire()
    assert owner_socket(tmp_path) == tmp_path / "socket"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert owner_socket(tmp_path) is None
    with DataFolderLock(tmp_path), listen(tmp_path):
        assert owner_socket(tmp_path) == tmp_path / "socket"


def test_the_socket_is_its_users_alone(tmp_path: Path) -> None:
    with listen(tmp_path):
        assert (tmp_path / "socket").stat().st_mode & 0o777 == 0o600


def test_nothing_is_left_after_listening(tmp_path: Path) -> None:
    with listen(tmp_path):
        pass
    stop_listening(tmp_path)
    assert list(tmp_path.iterdir()) == []
    stop_listening(tmp_path)
    assert owner_socket(tmp_path) is None


@pytest.fixture
def deep_folder(tmp_path: Path) -> Path:
    folder = tmp_path / ("知" * 50)
    folder.mkdir()
    return folder


def test_a_path_too_long_for_a_socket_gets_a_short_one(
    deep_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path_factory.mktemp("run")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    with listen(deep_folder):
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        found = owner_socket(deep_folder)
        assert found is not None
        assert found.parent.parent == runtime
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            client.connect(str(found))
    stop_listening(deep_folder)
    assert not found.exists()


def test_a_runtime_folder_open_to_others_is_refused(
    deep_folder: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = tmp_path_factory.mktemp("run")
    (runtime / f"zhike-{os.geteuid()}").mkdir()
    (runtime / f"zhike-{os.geteuid()}").chmod(0o777)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    with pytest.raises(SettingsError, match="your own alone"):
        listen(deep_folder)
