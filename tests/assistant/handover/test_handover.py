"""Handover packs: what is in one, who may ask for it, and as which files."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from assistant.bootstrap import Application
from assistant.commands.owner import taking_commands
from assistant.handover.files import file_of
from assistant.handover.layout import Grid, laid_out
from assistant.handover.paper import pdf_of
from assistant.handover.views import HandoverPack
from assistant.people.finding import find_people
from ingest.errors import ForbiddenError, NotFoundError, SettingsError
from tests.assistant.api.conftest import browser_of
from tests.assistant.projects_company import GONE, HR, LIN, MEI, NEW, TAO
from tests.assistant.shell import Shell


def id_of(plant: Application, address: str) -> str:
    return next(one.id for one in plant.colleagues() if one.email == address)


def pack(plant: Application, of: str, asker: str, *, sees_all: bool = False) -> HandoverPack:
    return plant.reads.handovers.pack(
        id_of(plant, of), access=plant.access(asker), may_see_all=sees_all
    )


def test_a_pack_holds_what_is_in_somebody_s_hands(plant: Application) -> None:
    made = pack(plant, TAO, LIN)
    assert made.manager is not None
    assert made.manager.email == LIN
    assert [one.email for one in made.reports] == [NEW]
    structured = {one.record.title for one in made.open_items if one.kind in ("task", "ticket")}
    assert structured == {"二期终验收资料", "泵站巡检报告", "转台报警"}
    assert [one.past_due for one in made.open_items if one.record.title == "泵站巡检报告"] == [True]
    assert {one.project.name for one in made.projects} == {"晨光二期柔性线", "远山泵站监控"}


def test_a_customer_s_share_is_that_of_its_records(plant: Application) -> None:
    customers = {one.customer.name: one for one in pack(plant, MEI, LIN).customers}
    dawn = customers["晨光电气有限公司"]
    assert dawn.is_owner
    assert 0 < dawn.share < 1
    assert dawn.last_at is not None
    assert str(dawn.last_at) <= "2026-06-30"


def test_whoever_takes_over_is_here_and_another(plant: Application) -> None:
    made = pack(plant, MEI, LIN)
    named = [one for held in (*made.customers, *made.projects) for one in held.successors]
    assert named
    assert {one.person.email for one in named}.isdisjoint({MEI, GONE})
    assert all(one.why.zh and one.why.en for one in named)


@pytest.mark.parametrize("asker", [TAO, LIN])
def test_the_person_and_their_line_may_ask(plant: Application, asker: str) -> None:
    assert pack(plant, TAO, asker).person.email == TAO


@pytest.mark.parametrize("asker", [MEI, NEW, HR])
def test_nobody_else_may_without_a_role(plant: Application, asker: str) -> None:
    with pytest.raises(ForbiddenError):
        pack(plant, TAO, asker)
    assert pack(plant, TAO, asker, sees_all=True).person.email == TAO


def test_a_role_reads_no_more_than_its_bearer_may(plant: Application) -> None:
    def counted(asker: str) -> int:
        access = plant.access(asker)
        [gone] = find_people(plant.store, "高行", access=access)
        made = plant.reads.handovers.pack(gone.person.id, access=access, may_see_all=True)
        assert not made.active
        [customer] = made.customers
        return customer.record_count

    assert counted(NEW) == 3
    assert counted(HR) == 4  # the deal that is for human resources alone


def test_somebody_unknown_is_not_found(plant: Application) -> None:
    with pytest.raises(NotFoundError):
        plant.reads.handovers.pack("p999999", access=plant.access(LIN), may_see_all=True)


def test_somebody_without_records_has_an_empty_pack(plant: Application) -> None:
    made = pack(plant, "idle@plant.example", LIN)
    assert made.customers == made.open_items == made.topics == made.to_write == ()
    assert len(laid_out(made, "en")) == 3 + 2 * 7


@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_files_say_what_the_pack_says(plant: Application, language: str) -> None:
    made = pack(plant, TAO, LIN)
    spoken = "zh" if language == "zh" else "en"
    word = Document(io.BytesIO(file_of(made, "docx", spoken, None)))
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert "晨光二期柔性线" in cells
    paper = pypdfium2.PdfDocument(file_of(made, "pdf", spoken, None))
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert "晨光二期柔性线" in text.replace("\r\n", "")
    assert ("交接包：陶然" if spoken == "zh" else "Handover pack: Ran Tao") in text


def test_a_title_that_fills_pages_is_drawn_whole() -> None:
    grid = Grid(("事项", "客户"), (("长" * 3000, "=1+1 <b>"), ("短", "")), (0.3, 0.7))
    paper = pypdfium2.PdfDocument(pdf_of((grid,), "交接包", date(2026, 6, 30), None))
    text = "".join(page.get_textpage().get_text_bounded() for page in paper)
    assert text.count("长") == 3000
    assert "=1+1 <b>" in text


def test_a_font_that_is_none_is_named(plant: Application, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="font"):
        file_of(pack(plant, TAO, LIN), "pdf", "zh", tmp_path / "nothing.ttf")


def test_the_api_gives_json_and_files_and_keeps_that_it_was_read(plant: Application) -> None:
    of = id_of(plant, TAO)
    with browser_of(plant, LIN) as client:
        assert client.get(f"/api/handover/{of}").json()["person"]["id"] == of
        pdf = client.get(f"/api/handover/{of}?format=pdf&language=en")
        assert pdf.content.startswith(b"%PDF")
        assert pdf.headers["content-type"] == "application/pdf"
        assert client.get(f"/api/handover/{of}?format=docx").content.startswith(b"PK")
        assert client.get(f"/api/handover/{of}?format=odt").status_code == 422
        assert client.get("/api/handover/p999999").status_code == 404
    with browser_of(plant, NEW) as client:
        assert client.get(f"/api/handover/{of}").status_code == 403
    with browser_of(plant, NEW, roles=["lead"]) as client:
        assert client.get(f"/api/handover/{of}").status_code == 200
    plant.accounts.set_roles(id_of(plant, NEW), [])
    newest = max(plant.audit_export(access=plant.access(LIN)), key=lambda one: one.number)
    assert newest.event == "handover"


def test_the_command_tells_namesakes_apart_and_writes_files(
    plant: Application, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with taking_commands(plant):
        shell = Shell(capsys, "--config", str(plant.settings.root / "config.toml"))
        code, said, _ = shell.run("handover", "陶然", "--as", LIN)
        assert code == 2
        assert "交付部" in said
        assert "采购部" in said
        assert (
            "六、离开前要写下来的文档"
            in shell.run("handover", TAO, "--as", LIN, "--language", "zh")[1]
        )
        out = tmp_path / "pack.pdf"
        assert shell.run("handover", "Ran Tao", "--as", LIN, "--out", str(out))[0] == 0
        assert out.read_bytes().startswith(b"%PDF")
        assert shell.run("handover", TAO, "--as", LIN, "--out", str(tmp_path / "x.odt"))[0] == 2
        assert shell.run("handover", "nobody at all", "--as", LIN)[0] == 3
        code, _, told = shell.run("handover", TAO, "--as", NEW)
        assert code == 1
        assert "lead" in told
