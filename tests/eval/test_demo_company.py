"""The demo company is whole, the same every time, wholly invented, and bears out its golden questions."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import mailbox
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pypdf
import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from eval.demo.build import TODAY, build
from eval.demo.content import CONTENT, DOMAIN, address, papers, rows
from eval.golden import KINDS
from eval.matching import contains

ROOT = Path(__file__).parents[2]
GOLDEN = CONTENT.parent / "golden"
Texts = Mapping[tuple[str, str], str]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo")
    assert build(out) > 150
    return out


@pytest.fixture(scope="module")
def texts(demo: Path) -> Texts:
    """The text of every record by source and external id, read back from the files."""
    found: dict[tuple[str, str], str] = {}
    for row in table(demo / "directory.csv"):
        found["directory", row["工号"]] = "\n".join(row.values())
    for mapping in source("crm")["tables"]:
        for row in table(demo / "crm" / mapping["file"]):
            found["crm", f"{mapping['file']}#{row[mapping['id']]}"] = "\n".join(row.values())
    authored = {paper.path: paper.body for paper in papers()}
    for path in (demo / "documents").rglob("*"):
        if path.is_file():
            name = path.relative_to(demo / "documents").as_posix()
            found["documents", name] = authored[name]
    for name, message in mails(demo / "mail").items():
        found["mail", name] = f"{message['subject']}\n{message.get_content()}"
    return found


def source(name: str) -> Mapping[str, Any]:
    settings = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    return next(found for found in settings["sources"] if found["name"] == name)


def table(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    lines = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return [
        {
            str(key): "" if value is None else str(value)
            for key, value in zip(lines[0], line, strict=True)
        }
        for line in lines[1:]
    ]


def mails(folder: Path) -> dict[str, EmailMessage]:
    found: dict[str, EmailMessage] = {}
    for path in folder.rglob("*.eml"):
        message = message_from_bytes(path.read_bytes(), policy=default)
        found[path.relative_to(folder).as_posix()] = message
    for path in folder.rglob("*.mbox"):
        with closing(mailbox.mbox(path)) as archive:
            for held in archive:
                message = message_from_bytes(held.as_bytes(), policy=default)
                found[f"{path.name}#{str(message['message-id']).strip('<>')}"] = message
    return found


def golden(half: str) -> list[dict[str, Any]]:
    lines = (GOLDEN / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def halves() -> list[dict[str, Any]]:
    return golden("fitting") + golden("closing")


def everything() -> list[dict[str, Any]]:
    return halves() + golden("conversations")


def gold(question: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(named["source"], named["external_id"]) for named in question["gold_records"]]


def test_two_runs_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    build(tmp_path)
    assert digests(tmp_path) == digests(demo)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_run_writes_nothing_until_the_content_changes_or_a_part_is_gone(
    demo: Path,
) -> None:
    assert build(demo) == 0
    (demo / ".stamp").write_text("older", encoding="utf-8")
    assert build(demo) > 150
    (demo / "directory.csv").unlink()
    assert build(demo) > 150


def test_the_company_is_large_enough(demo: Path) -> None:
    crm = demo / "crm"
    sizes = {path.stem: len(table(path)) for path in crm.iterdir()}
    interactions = sizes["activities"] + sizes["tickets"] + sizes["chats"]
    assert interactions + len(mails(demo / "mail")) >= 450
    assert sizes["customers"] >= 44
    assert sizes["contacts"] >= 80
    assert sizes["deals"] >= 60
    people = table(demo / "directory.csv")
    assert len(people) >= 36
    assert sum(person["在职"] == "否" for person in people) >= 3
    assert sum(count > 1 for count in Counter(row["姓名"] for row in people).values()) >= 2
    endings = Counter(path.suffix for path in (demo / "documents").rglob("*") if path.is_file())
    assert sum(endings.values()) >= 55
    assert set(endings) == {".pdf", ".docx", ".xlsx", ".pptx", ".md", ".html", ".eml"}


def test_deals_have_moved_through_every_stage(demo: Path) -> None:
    deals = table(demo / "crm" / "deals.xlsx")
    stages = Counter(deal["阶段"] for deal in deals)
    assert set(stages) <= {
        "机会确认", "初步接触", "需求沟通", "方案确认", "商务谈判", "审批签约",
        "新机会开发", "日常维护", "终止合作",
    }  # fmt: skip
    for deal in deals:
        assert deal["阶段历史"].splitlines()[-1].endswith(deal["阶段"]), deal["商机编号"]
        days = [line.split(" ")[0] for line in deal["阶段历史"].splitlines()]
        assert days == sorted(days)
        assert days[-1] <= TODAY.isoformat()
    history = " ".join(deal["阶段历史"] for deal in deals)
    assert all(
        stage in history for stage in ("机会确认", "审批签约", "新机会开发", "日常维护", "终止合作")
    )


def test_nothing_happens_after_the_demo_s_today(demo: Path) -> None:
    settings = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    assert settings["demo"]["today"] == TODAY.isoformat()
    for row in table(demo / "crm" / "activities.csv"):
        assert date.fromisoformat(row["日期"]) <= TODAY
    assert all(paper.on <= TODAY for paper in papers())


def test_every_reference_leads_somewhere(demo: Path) -> None:
    customers = {row["客户编号"] for row in table(demo / "crm" / "customers.csv")}
    people = {row["邮箱"] for row in table(demo / "directory.csv")}
    for mapping in source("crm")["tables"]:
        for row in table(demo / "crm" / mapping["file"]):
            if "customer" in mapping:
                assert row[mapping["customer"]] in customers, row
            for columns in mapping.get("people", {}).values():
                for column in columns:
                    named = set(filter(None, row[column].split(";")))
                    assert named <= people, (mapping["file"], row)


def test_every_row_has_an_id_of_its_own(demo: Path) -> None:
    for mapping in source("crm")["tables"]:
        ids = Counter(row[mapping["id"]] for row in table(demo / "crm" / mapping["file"]))
        assert max(ids.values()) == 1 and "" not in ids, mapping["file"]


def test_the_mapping_names_only_columns_that_are_there(demo: Path) -> None:
    for mapping in source("crm")["tables"]:
        columns = set(table(demo / "crm" / mapping["file"])[0])
        named = {mapping["id"], mapping.get("date"), mapping.get("customer")} - {None}
        named |= set(mapping.get("text", [])) | set(mapping.get("fields", {}).values())
        assert named <= columns, mapping["file"]


def test_no_address_stands_outside_the_reserved_ending(demo: Path, texts: Texts) -> None:
    everything_written = "\n".join(texts.values())
    everything_written += "".join(
        path.read_text(encoding="utf-8") for path in CONTENT.rglob("*") if path.is_file()
    )
    found = set(re.findall(r"@([\w.-]+\.[a-z]{2,})", everything_written))
    found |= set(re.findall(r"https?://([\w.-]+)", everything_written))
    assert f"{DOMAIN}" in found
    assert {domain for domain in found if not domain.endswith(".example")} == set()


def test_chinese_can_be_taken_out_of_the_pdfs(demo: Path) -> None:
    contract = next((demo / "documents").rglob("合同-HT-2025-061.pdf"))
    text = "".join(page.extract_text() for page in pypdf.PdfReader(contract).pages)
    assert contains(text, "每逾期一日按合同总价的万分之五支付违约金")
    assert contains(text, "终验收 2026 年 8 月 31 日")


def test_files_say_who_wrote_them(demo: Path) -> None:
    names = {row["name"] for row in rows("staff")}
    for path in (demo / "documents").rglob("*"):
        match path.suffix:
            case ".pdf":
                facts = pypdf.PdfReader(path).metadata
                author = facts.author if facts else None
            case ".docx":
                author = Document(str(path)).core_properties.author
            case ".pptx":
                author = Presentation(str(path)).core_properties.author
            case ".xlsx":
                author = load_workbook(path).properties.creator
            case _:
                continue
        assert author in names, path.name


def test_the_golden_set_is_spread_over_kinds_and_languages() -> None:
    by_half = {half: golden(half) for half in ("fitting", "closing")}
    whole = halves()
    assert len(whole) >= 550
    assert len({question["id"] for question in whole}) == len(whole)
    assert len({question["question"] for question in whole}) == len(whole)
    for kind in KINDS:
        for language in ("zh", "en"):
            counts = [
                sum(q["kind"] == kind and q["language"] == language for q in half)
                for half in by_half.values()
            ]
            assert min(counts) >= 1
            # What is fitted may be more than what is kept unread, never less.
            assert counts[0] >= counts[1] - 1, (kind, language)
    crossing = sum(question["crossing"] for question in whole)
    assert 0.12 <= crossing / len(whole) <= 0.25
    assert 0.45 <= sum(q["language"] == "zh" for q in whole) / len(whole) <= 0.55


def test_every_gold_record_exists(texts: Texts) -> None:
    for question in everything():
        missing = [record for record in gold(question) if record not in texts]
        assert not missing, question["id"]
        assert bool(gold(question)) == (question["kind"] != "unanswerable"), question["id"]


def test_every_answer_stands_in_a_gold_record(texts: Texts) -> None:
    names = {row["english"]: row["name"] for row in rows("staff")}
    for question in everything():
        held = [texts[record] for record in gold(question)]
        for answers in [question["answers"], *question["answers_all"]]:
            forms = [*answers, *(names[form] for form in answers if form in names)]
            assert not answers or any(contains(text, form) for text in held for form in forms), (
                question["id"]
            )


def test_every_question_can_be_judged() -> None:
    staff = {address(row["key"]): row for row in rows("staff")}
    for question in everything():
        assert question["as"] in staff and not staff[question["as"]]["left"], question["id"]
        assert set(question["experts"]) <= set(staff), question["id"]
        assert bool(question["experts"]) == (question["kind"] == "who_knows"), question["id"]
        assert bool(question["history"]) == (question["kind"] == "multi_turn"), question["id"]
        assert bool(question["forbidden"]) == (question["kind"] == "restricted"), question["id"]
        answered = bool(question["answers"] or question["answers_all"])
        asks = question["kind"] not in {"who_knows", "restricted", "unanswerable"}
        assert answered == asks, question["id"]


def may_read(asker: str, record: tuple[str, str], demo: Path) -> bool:
    """Whether the audience rules of config.toml and the data let a colleague read a record."""
    kind, name = record
    department = {address(row["key"]): row["department"] for row in rows("staff")}[asker]
    token = f"dept:{department}"
    if kind == "mail":
        message = mails(demo / "mail")[name]
        people = f"{message['from']} {message['to']} {message['cc']}"
        return asker in re.findall(r"[\w.]+@[\w.-]+", people)
    if kind == "crm":
        file, _, key = name.partition("#")
        mapping = next(held for held in source("crm")["tables"] if held["file"] == file)
        audience = list(mapping.get("audience", ["everyone"]))
        if column := mapping.get("audience_column"):
            row = next(row for row in table(demo / "crm" / file) if row[mapping["id"]] == key)
            audience = [token for token in row[column].split(";") if token] or audience
    else:
        audience = list(source(kind)["audience"])
        for rule in source(kind).get("rules", []):
            if name.startswith(rule["path"].removesuffix("**")):
                audience = rule["audience"]
    return "everyone" in audience or token in audience


def test_askers_may_read_the_answer_and_nobody_may_read_what_is_restricted(demo: Path) -> None:
    for question in everything():
        allowed = [may_read(question["as"], record, demo) for record in gold(question)]
        if question["kind"] == "restricted":
            assert not any(allowed), question["id"]
        elif allowed:
            assert any(allowed), question["id"]


def test_what_is_forbidden_stands_in_no_record_that_the_asker_may_read(
    demo: Path, texts: Texts
) -> None:
    for question in everything():
        for secret in question["forbidden"]:
            holding = [record for record, text in texts.items() if contains(text, secret)]
            assert holding, (question["id"], secret)
            readable = [held for held in holding if may_read(question["as"], held, demo)]
            assert not readable, (question["id"], secret)
