"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.bootstrap import open_application
from assistant.commands.owner import taking_commands
from assistant.settings import load_settings
from tests.assistant import company
from tests.assistant.company import FACT, LI, SECRET
from tests.assistant.shell import Shell
from tests.hash_embedder import HashEmbedder
from tests.waiting import PATIENCE_SECONDS

QUESTION = "恒岳电气二期的终验收日期是哪天？"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The config.toml of a small demo company, whose server runs; of its own: the commands change it."""
    config = company.found(tmp_path_factory.mktemp("served"))
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        application.open_demo()
        with taking_commands(application):
            yield config


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(capsys)


def test_sync_lists_each_item_that_did_not_go_in(shell: Shell, served: Path) -> None:
    code, said, told = shell.run("sync", "--config", str(served))
    assert code == 0
    assert "documents: 3 records, 0 new or changed, 2 unchanged, 0 removed, 1 failed" in said
    assert "empty.md: empty:" in said
    assert "documents" in told
    assert "━" not in said


def test_sync_as_json_is_all_that_stdout_holds(shell: Shell, served: Path) -> None:
    reports = shell.json("sync", "crm", "--config", str(served))["reports"]
    assert [report["source"] for report in reports] == ["crm"]


def test_a_removal_is_confirmed_for_one_source(shell: Shell, served: Path) -> None:
    code, _, told = shell.run("sync", "--confirm-removal", "--config", str(served))
    assert code == 2
    assert "SOURCE" in told
    assert shell.run("sync", "crm", "--confirm-removal", "--config", str(served))[0] == 0


def test_what_failed_is_tried_again_and_what_is_gone_erased(shell: Shell, served: Path) -> None:
    reports = shell.json("retry", "documents", "empty.md", "--config", str(served))["reports"]
    assert [failure["external_id"] for failure in reports[0]["failures"]] == ["empty.md"]
    assert shell.json("retry", "crm", "--config", str(served))["reports"] == []
    purged = shell.json("purge", "--older-than-days", "0", "--config", str(served))
    assert purged == {"records": 0, "versions": 0}


def test_ask_prints_the_answer_its_sources_and_who_knows_more(shell: Shell, served: Path) -> None:
    code, said, _ = shell.run("ask", QUESTION, "--as", company.WANG, "--config", str(served))
    assert code == 0
    assert said.startswith(FACT)
    assert "[1] 恒岳二期 · 验收 · (documents)" in said
    assert LI in said


def test_ask_as_json_is_the_answer_of_the_api(shell: Shell, served: Path) -> None:
    answer = shell.json("ask", QUESTION, "--as", LI, "--config", str(served))
    assert answer["citations"][0]["quote"] == FACT
    assert {"answer_id", "sentences", "experts", "customers", "total_ms"} <= answer.keys()


def test_a_declined_question_has_its_own_exit_code(shell: Shell, served: Path) -> None:
    code, said, _ = shell.run("ask", "qwertyuiop", "--as", LI, "--config", str(served))
    assert code == 3
    assert said


def test_search_shows_each_asker_their_own(shell: Shell, served: Path) -> None:
    _, said, _ = shell.run("search", "年薪调整", "--as", LI, "--config", str(served))
    assert "年薪" not in said
    _, said, _ = shell.run("search", "年薪调整", "--as", company.WANG, "--config", str(served))
    assert SECRET in said


def test_experts_are_ranked_for_a_topic_or_a_customer(shell: Shell, served: Path) -> None:
    config = ("--as", LI, "--config", str(served))
    assert "1. 李静" in shell.run("experts", "恒岳电气", *config)[1]
    passages = shell.json("search", "恒岳", *config)["passages"]
    customer = next(passage for passage in passages if passage["kind"] == "account")["customers"][0]
    experts = shell.json("experts", "--customer", customer, *config)["experts"]
    assert experts[0]["person"]["email"] == LI


def test_doctor_finds_the_stores_sound_and_lists_failures(shell: Shell, served: Path) -> None:
    code, said, _ = shell.run("doctor", "--config", str(served))
    assert code == 0
    assert "ok   vectors" in said
    assert "documents: empty.md: empty:" in said


def test_a_colleague_is_given_an_account_and_a_link(shell: Shell, served: Path) -> None:
    config = ("--config", str(served))
    code, said, _ = shell.run("admin", "create", LI, "--role", "lead", *config)
    assert code == 0
    assert f"{LI} (lead) chooses a password here" in said
    assert "http://127.0.0.1:8321/#invitation=" in said
    # A new link changes no role, and the first account alone administers by itself.
    assert shell.json("admin", "create", LI, *config)["roles"] == ["lead"]
    assert shell.json("admin", "create", LI, "--role", "member", *config)["roles"] == []
    code, said, _ = shell.run("admin", "close", LI, "--config", str(served))
    assert (code, said) == (0, f"Closed: {LI}\n")
    code, said, _ = shell.run("admin", "open", LI, "--config", str(served))
    assert (code, said) == (0, f"Opened: {LI}\n")


def test_an_administrator_reads_what_was_done_and_nobody_else(
    shell: Shell, served: Path, tmp_path: Path
) -> None:
    config = ("--config", str(served))
    shell.run("ask", QUESTION, "--as", company.CHEN, *config)
    shown = shell.json("audit", "show", "--as", company.CHEN, *config)["entries"]
    assert QUESTION in {entry["text"] for entry in shown}
    code, said, _ = shell.run("audit", "show", "--as", company.CHEN, "--limit", "5", *config)
    assert code == 0
    assert "audit_read" in said
    assert {"by": "command line"} in [one["details"] for one in shown if one["event"] == "ask"]
    path = tmp_path / "log.jsonl"
    assert shell.run("audit", "export", str(path), "--as", company.CHEN, *config)[0] == 0
    assert path.stat().st_mode & 0o777 == 0o600
    assert len(path.read_text("utf-8").splitlines()) > 3
    for command in (("show",), ("export", str(tmp_path / "other"))):
        code, _, told = shell.run("audit", *command, "--as", company.WANG, *config)
        assert (code, "ask an administrator" in told) == (1, True)
    assert not (tmp_path / "other").exists()
    code, said, _ = shell.run("audit", "prove", *config)
    assert (code, "The audit log is whole" in said) == (0, True)


def test_restore_waits_for_the_server_to_stop(shell: Shell, served: Path, tmp_path: Path) -> None:
    code, _, told = shell.run("restore", str(tmp_path / "copy"), "--config", str(served))
    assert code == 4
    assert "stop it before restoring" in told


def test_a_second_server_is_told_of_the_first(shell: Shell, served: Path) -> None:
    code, _, told = shell.run("serve", "--config", str(served))
    assert code == 4
    assert "running already" in told


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", "q", "--as", "nobody@acme.example"], 1, "zhike: Nobody in the directory"),
        (["sync", "dokuments"], 1, "did you mean 'documents'"),
        (["ask", "q"], 2, "--as"),
        (["admin", "create", "nobody@acme.example"], 1, "zhike: Nobody in the directory"),
        (["admin", "create", LI, "--role", "king"], 2, "none of member, curator, lead, admin"),
        (["experts", "--as", LI], 2, "--customer"),
        (["search", "q", "--as", LI, "--limit", "0"], 2, "limit"),
        (["ask", " ", "--as", LI], 2, "1 to 2,000 characters"),
        (["search", "a" * 2001, "--as", LI], 2, "1 to 2,000 characters"),
        (["ask", "\udcff", "--as", LI], 2, "UTF-8"),
        (["experts", "--customer", "c999999", "--as", LI], 1, "no such customer"),
        (["fly"], 2, "fly"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    shell: Shell, served: Path, arguments: list[str], code: int, said: str
) -> None:
    config = [] if arguments == ["fly"] else ["--config", str(served)]
    left, out, told = shell.run(*arguments, *config)
    assert left == code
    assert said in told
    assert out == ""
    assert "Traceback" not in told


def test_a_missing_config_says_what_to_do(shell: Shell, tmp_path: Path) -> None:
    code, _, told = shell.run("doctor", "--config", str(tmp_path / "config.toml"))
    assert code == 1
    assert "zhike init" in told


def test_init_begins_a_company(shell: Shell, tmp_path: Path) -> None:
    code, said, _ = shell.run("init", str(tmp_path / "mine"))
    assert code == 0
    assert "zhike sync" in said
    code, _, told = shell.run("init", str(tmp_path / "mine"))
    assert code == 1
    assert "nothing was changed" in told


def test_help_lists_the_commands_of_other_packages(shell: Shell) -> None:
    code, said, _ = shell.run("--help")
    assert code == 0
    assert "eval" in said
    assert "restore" in said


def test_help_does_not_wait_for_the_model() -> None:
    program = (
        "import sys, assistant.cli; "
        "print(sorted({'torch', 'chromadb', 'fastapi'} & sys.modules.keys()))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"


@pytest.mark.model
def test_a_company_of_ones_own_from_init_to_restore(tmp_path: Path) -> None:
    """The installed command, the real model, a server and its clients, and a restore without it."""
    zhike = Path(sys.executable).with_name("zhike")
    you = ("--as", "you@yourcompany.com")

    def run(*arguments: str, code: int = 0) -> str:
        done = subprocess.run([zhike, *arguments], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done.stdout

    run("init", ".")
    (tmp_path / "documents" / "恒岳二期.md").write_text(f"# 恒岳二期\n\n{FACT}\n", "utf-8")
    with subprocess.Popen(
        [zhike, "serve", "--port", "0", "--json"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        address = json.loads("".join(server.stdout.readline() for _ in range(3)))["address"]
        health = httpx.get(f"{address}/api/health", timeout=PATIENCE_SECONDS, trust_env=False)
        assert health.json() == {"status": "ok", "writer": "off"}
        assert "documents: 1 record, 1 new or changed" in run("sync")
        answer = json.loads(run("ask", QUESTION, *you, "--json"))
        assert answer["citations"][0]["quote"] == FACT
        run("admin", "create", you[1])
        run("backup", "copy")
        (tmp_path / "documents" / "恒岳二期.md").unlink()
        assert "1 removed" in run("sync")
        run("search", QUESTION, *you, "--json")
        run("restore", "copy", code=4)
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=PATIENCE_SECONDS) == 0
    run("restore", "copy")
    (latest, *_) = json.loads(run("audit", "show", *you, "--json"))["entries"]
    assert latest["event"] == "restore"
    assert "whole" in run("audit", "prove")
    found = json.loads(run("search", QUESTION, *you, "--json"))["passages"]
    assert FACT in found[0]["text"]
