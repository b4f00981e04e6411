from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from connectors.kinds import connector_of
from ingest.errors import PermanentError
from ingest.records import Change, Connector
from tests.connectors.contract import ConnectorContract, failures_of, records_of

OPTIONS = {
    "tables": [
        {
            "entity": "documents",
            "file": "documents.json",
            "id": "name",
            "name": "name",
            "date": "created_on",
            "text": ["content"],
            "audience_groups": ["rolePermissions"],
            "audience": ["person:keeper@huace.example"],
        }
    ]
}


def page(number: int, content: str = "Policy.") -> dict[str, object]:
    return {
        "name": f"Page {number}",
        "content": f"{content} {number}",
        "created_on": "2024-05-01",
        "rolePermissions": ["demo", "manager"],
        "owner": {"email": "li@huace.example", "phone": None},
    }


def write(path: Path, pages: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(pages, ensure_ascii=False), "utf-8")


def read(path: Path, **mapping: object) -> list[Change]:
    table = {"entity": "documents", "file": path.name, "id": "name", "name": "name"} | mapping
    place = (path, ("everyone",), ZoneInfo("UTC"), ())
    return list(connector_of("table", "docs", {"tables": [table]}, *place).changes({}, None))


class TestJsonTable(ConnectorContract):
    kind = "table"
    options = OPTIONS

    def build(self, root: Path, items: int) -> Path:
        write(root / "docs" / "documents.json", [page(number) for number in range(items)])
        return root / "docs"

    def connector(self, source: Path, audience: tuple[str, ...] = ("everyone",)) -> Connector:
        """The table states whom its rows are for, so another audience of the source is none of theirs."""
        stated = dict(OPTIONS["tables"][0])
        if audience != ("everyone",):
            stated["audience"] = list(audience)
        place = (source, audience, ZoneInfo("Asia/Shanghai"), ("huace.example",))
        return connector_of("table", "source", {"tables": [stated]}, *place)

    def change_one(self, source: Path) -> str:
        write(source / "documents.json", [page(0, "Other."), *map(page, range(1, 5))])
        return "documents.json#Page 0"

    def remove_one(self, source: Path) -> str:
        write(source / "documents.json", [page(number) for number in (0, 2, 3, 4)])
        return "documents.json#Page 1"

    def break_one(self, source: Path) -> str:
        nameless = page(9) | {"name": None}
        write(source / "documents.json", [page(0), nameless, *map(page, range(1, 5))])
        return "documents.json, row 2: it has no id"

    def make_unreadable(self, source: Path) -> None:
        (source / "documents.json").write_text('[{"name": "cut')

    def test_a_role_may_be_taken_from_one_page(self, tmp_path: Path) -> None:
        source = self.build(tmp_path, 2)
        kept = page(1) | {"rolePermissions": ["manager"]}
        write(source / "documents.json", [page(0), kept])
        first, second = records_of(self.read(source)).values()
        assert "group:source:demo" in first.audience
        assert second.audience == ("person:keeper@huace.example", "group:source:manager")


def test_objects_inside_become_columns_and_numbers_stay_as_written(tmp_path: Path) -> None:
    written = '[{"name": 12345678901234567890, "owner": {"mail": "a@b.example"}, "open": true, "sum": 1.10}]'
    path = tmp_path / "deals.json"
    path.write_text(written)
    (record,) = records_of(read(path, fields={"owner": "owner.mail"})).values()
    assert [(field.name, field.value) for field in record.fields] == [
        ("name", "12345678901234567890"),
        ("owner", "a@b.example"),
        ("open", "true"),
        ("sum", "1.10"),
    ]


def test_json_lines_and_a_list_under_a_key_are_read(tmp_path: Path) -> None:
    lines = tmp_path / "pages.jsonl"
    lines.write_text("\n".join(json.dumps(page(number)) for number in range(3)))
    write(tmp_path / "export.json", {"total": 2, "tags": ["x"], "pages": [page(0), page(1)]})
    assert len(records_of(read(lines))) == 3
    assert len(records_of(read(tmp_path / "export.json", sheet="pages"))) == 2
    with pytest.raises(PermanentError, match='name the key it stands under with `sheet = "…"`'):
        read(tmp_path / "export.json")


def test_half_a_character_breaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "pages.json").write_text('[{"name": "a\\ud83d"}]')
    (record,) = records_of(read(tmp_path / "pages.json")).values()
    assert record.title == "a?"


def test_a_page_without_permissions_is_for_nobody(tmp_path: Path) -> None:
    pages = [page(0), page(1) | {"rolePermissions": []}, page(2) | {"rolePermissions": None}]
    del pages[0]["owner"]
    write(tmp_path / "pages.json", pages)
    changes = read(tmp_path / "pages.json", audience_groups="rolePermissions")
    assert len(records_of(changes)) == 1
    assert ["row 2" in one.message or "row 3" in one.message for one in failures_of(changes)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("text", ["", "[]", "{}", "[1]", '"x"', "[" * 100_000, "\ufeff[{]", "\x00"])
def test_what_is_no_list_of_objects_is_reported(tmp_path: Path, text: str) -> None:
    (tmp_path / "pages.json").write_text(text, "utf-8")
    with pytest.raises(PermanentError, match=r"pages\.json"):
        read(tmp_path / "pages.json")
