from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.errors import UnreadableError
from ingest.parsing.worker import ParserWorker
from ingest.records import File, Section
from tests.waiting import PATIENCE_SECONDS, wait_until

MEMORY = 1 << 30


@pytest.fixture
def worker() -> Iterator[ParserWorker]:
    with ParserWorker(PATIENCE_SECONDS, MEMORY, 50_000_000) as made:
        yield made


def children() -> set[int]:
    """The parsing processes of this one, whichever of its threads started them."""
    return {
        int(child)
        for task in Path("/proc/self/task").iterdir()
        for child in text_of(task / "children").split()
        if "ingest.parsing.child" in text_of(Path(f"/proc/{child}/cmdline"))
    }


def text_of(file: Path) -> str:
    """What `file` says; nothing where its thread or process has ended meanwhile."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def state_in(stat: str) -> str:
    """The letter for what a process does, of its line in /proc (proc_pid_stat(5)); nothing of no line."""
    return stat.rpartition(")")[2].split()[0] if stat else ""


def test_a_file_is_parsed_in_one_lasting_process(worker: ParserWorker) -> None:
    before = children()
    for number in range(3):
        parsed = worker.parse(File("a.txt", f"恒岳电气 {number}".encode()))
        assert parsed.sections == (Section(f"恒岳电气 {number}"),)
    assert len(children() - before) == 1
    worker.close()
    assert children() == before


def test_a_reason_comes_across(worker: ParserWorker) -> None:
    with pytest.raises(UnreadableError) as caught:
        worker.parse(File("合同.wps", b"x"))
    assert caught.value.reason == "unsupported"
    assert "合同.wps" in str(caught.value)


def test_a_file_over_the_limit_is_refused_without_starting_anything() -> None:
    before = children()
    with ParserWorker(30, MEMORY, 1000) as worker, pytest.raises(UnreadableError) as caught:
        worker.parse(File("a.txt", b"x" * 1001))
    assert caught.value.reason == "too_large"
    assert children() == before


def test_a_file_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    before = children()
    with ParserWorker(10, MEMORY, 50_000_000) as worker:
        worker.parse(File("a.txt", b"warm"))
        (child,) = children() - before
        os.kill(child, signal.SIGSTOP)
        with pytest.raises(UnreadableError) as caught:
            worker.parse(File("slow.pdf", b"stuck"))
        assert caught.value.reason == "timed_out"
        assert "slow.pdf" in str(caught.value)
        assert worker.parse(File("b.txt", b"next")).sections == (Section("next"),)


def test_a_parser_that_dies_costs_one_file(worker: ParserWorker) -> None:
    before = children()
    worker.parse(File("a.txt", b"warm"))
    (child,) = children() - before
    os.kill(child, signal.SIGKILL)
    with pytest.raises(UnreadableError) as caught:
        worker.parse(File("b.txt", b"lost"))
    assert caught.value.reason == "damaged"
    assert worker.parse(File("c.txt", b"next")).sections == (Section("next"),)


def test_a_file_that_wants_too_much_memory_is_refused() -> None:
    with ParserWorker(PATIENCE_SECONDS, 300_000_000, 200_000_000) as worker:
        with pytest.raises(UnreadableError) as caught:
            worker.parse(File("a.txt", "恒岳".encode() * 15_000_000))
        assert caught.value.reason in ("too_large", "damaged")
        assert worker.parse(File("b.txt", b"next")).sections == (Section("next"),)


def test_the_parent_does_not_load_the_parsers() -> None:
    code = (
        "import sys; from ingest.parsing.worker import ParserWorker; from ingest.records import File\n"
        "w = ParserWorker(120, 1 << 30, 1000); w.parse(File('a.md', b'# a')); w.close()\n"
        "heavy = {'docx', 'pptx', 'lxml', 'pypdf', 'pypdfium2', 'selectolax', 'markdown_it', 'python_calamine'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import os; from ingest.parsing.worker import ParserWorker; from ingest.records import File\n"
        "w = ParserWorker(120, 1 << 30, 1000); w.parse(File('a.txt', b'a'))\n"
        "print(w._child[0].pid, flush=True); os._exit(1)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    stat = Path(f"/proc/{int(answer.stdout)}/stat")
    wait_until(lambda: state_in(text_of(stat)) in ("", "Z"))
