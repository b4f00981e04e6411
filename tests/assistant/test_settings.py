"""config.toml: what is read, what is assumed, and what stops the start."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import UnionType
from typing import TypeGuard, get_args

import pytest
from pydantic import BaseModel

from assistant.settings import Settings, SourceSettings, load_settings
from ingest.errors import NotFoundError, SettingsError

SHIPPED = Path(__file__).parents[2] / "config.toml"
COMPANY = '[company]\nname = "Acme"\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def fault(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(written(folder, text))
    return str(caught.value)


def test_a_company_name_is_enough(tmp_path: Path) -> None:
    settings = load_settings(written(tmp_path, COMPANY))
    assert settings.data_dir == tmp_path / "var"
    assert settings.server.host == "127.0.0.1"
    assert settings.demo is None
    assert settings.sources == ()


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    source = (
        '[[sources]]\nname = "docs"\nkind = "folder"\npath = "files"\naudience = ["everyone"]\n'
    )
    settings = load_settings(written(tmp_path, 'data_dir = "store"\n' + COMPANY + source))
    assert settings.data_dir == tmp_path / "store"
    assert settings.source("docs").path == tmp_path / "files"


def test_a_sources_other_keys_are_kept_for_its_connector(tmp_path: Path) -> None:
    text = COMPANY + (
        '[[sources]]\nname = "crm"\nkind = "table"\npath = "crm"\naudience = ["everyone"]\n'
        '[[sources.tables]]\nentity = "deals"\nfile = "deals.csv"\n'
    )
    options = load_settings(written(tmp_path, text)).source("crm").options
    assert options == {"tables": [{"entity": "deals", "file": "deals.csv"}]}


def test_a_file_of_sources_d_is_a_source_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "sources.d").mkdir()
    (tmp_path / "sources.d" / "inbox.toml").write_text('kind = "mail"\npath = "inbox"\n')
    settings = load_settings(written(tmp_path, COMPANY))
    assert settings.sources == (SourceSettings(name="inbox", kind="mail", path=tmp_path / "inbox"),)


def test_a_file_of_sources_d_may_not_take_another_name(tmp_path: Path) -> None:
    (tmp_path / "sources.d").mkdir()
    (tmp_path / "sources.d" / "inbox.toml").write_text(
        'name = "outbox"\nkind = "mail"\npath = "m"\n'
    )
    assert "must be 'inbox'" in fault(tmp_path, COMPANY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[compny]\nname = "Acme"\n', "unknown key 'compny'; did you mean 'company'?"),
        (
            COMPANY + "[embedding]\nbatchsize = 8\n",
            "unknown key 'embedding.batchsize'; did you mean 'batch_size'?",
        ),
        (
            COMPANY + "[experts.roles]\nautor = 1\n",
            "unknown key 'experts.roles.autor'; did you mean 'author'?",
        ),
        (COMPANY + '[demo]\ntody = "2026-01-01"\n', "did you mean 'today'?"),
        (COMPANY + "[demo]\n", "demo.today is missing"),
        (COMPANY + "[server]\nzebra = 1\n", "known: host, port"),
        ('root = "x"\n' + COMPANY, "unknown key 'root'"),
        ("", "the table [company] is missing"),
        ("[company\n", "cannot be read"),
        ("sources = 3\n" + COMPANY, "[[sources]]"),
        (COMPANY + '[server]\nhost = "0.0.0.0"\n', "not a loopback address"),
        (COMPANY + '[server]\nhost = "example.com"\n', "not a loopback address"),
        (COMPANY + '[server]\npublic_url = "http://zhike.example"\n', "https://NAME"),
        (COMPANY + '[server]\npublic_url = "https://zhike.example/x"\n', "without a path"),
        (COMPANY + '[server]\npublic_url = "https://me@zhike.example"\n', "without a path"),
        (
            COMPANY + '[demo]\ntoday = 2026-06-30\n[server]\npublic_url = "https://z.example"\n',
            "everybody knows the demo's password",
        ),
        (COMPANY + "[server]\nport = 0\n", "server.port"),
        (COMPANY + 'timezone = "Mars/Olympus"\n', "no time zone"),
        (COMPANY + "[retrieval]\ndense_weight = 1.5\n", "retrieval.dense_weight"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in fault(tmp_path, text)


def test_the_public_address_is_as_a_browser_says_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    for written, said in (
        ("https://Zhike.example:443/", "https://zhike.example"),
        ("https://zhike.example:8443", "https://zhike.example:8443"),
    ):
        path.write_text(f'{COMPANY}[server]\npublic_url = "{written}"\n', "utf-8")
        assert load_settings(path).server.public_url == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('kind = "folder"', "does not say who may read it"),
        ('kind = "folder"\naudiance = ["everyone"]', "'audiance'"),
        ('kind = "folder"\naudience = ["all"]', "'all' is no audience"),
        ('kind = "folder"\naudience = ["dept:"]', "is no audience"),
        ('audience = ["everyone"]', "source 'docs'.kind is missing"),
        ('kind = "mail"\npassword = "hunter2"', 'password_env = "VARIABLE"'),
    ],
)
def test_a_source_that_cannot_start_is_named(tmp_path: Path, source: str, said: str) -> None:
    assert said in fault(tmp_path, f'{COMPANY}[[sources]]\nname = "docs"\npath = "d"\n{source}\n')


def test_a_source_without_a_path_is_named(tmp_path: Path) -> None:
    source = '[[sources]]\nname = "m"\nkind = "mail"\n'
    assert "source 'm' does not say where it is" in fault(tmp_path, COMPANY + source)


def test_a_secret_is_not_repeated(tmp_path: Path) -> None:
    source = '[[sources]]\nname = "m"\nkind = "mail"\npath = "m"\npassword = "hunter2"\n'
    assert "hunter2" not in fault(tmp_path, COMPANY + source)


def test_a_mail_source_needs_no_audience(tmp_path: Path) -> None:
    settings = load_settings(
        written(tmp_path, COMPANY + '[[sources]]\nname = "m"\nkind = "mail"\npath = "m"')
    )
    assert settings.source("m").audience == ()


@pytest.mark.parametrize("name", ["a:b", "a/b", "../a", ""])
def test_a_source_name_that_would_confuse_is_refused(tmp_path: Path, name: str) -> None:
    assert "letters, digits" in fault(
        tmp_path, f'{COMPANY}[[sources]]\nname = "{name}"\nkind = "mail"\npath = "m"\n'
    )


def test_two_sources_of_one_name_are_refused(tmp_path: Path) -> None:
    source = '[[sources]]\nname = "m"\nkind = "mail"\npath = "m"\n'
    assert "two sources are called 'm'" in fault(tmp_path, COMPANY + source + source)


def test_an_unknown_source_names_the_nearest(tmp_path: Path) -> None:
    settings = load_settings(
        written(tmp_path, COMPANY + '[[sources]]\nname="mail"\nkind="mail"\npath="m"')
    )
    with pytest.raises(NotFoundError, match="did you mean 'mail'"):
        settings.source("mial")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="zhike init"):
        load_settings(tmp_path / "config.toml")


def test_an_editor_that_writes_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(COMPANY, "utf-8-sig")
    assert load_settings(path).company.name == "Acme"


def test_the_file_as_shipped_is_the_demo() -> None:
    settings = load_settings(SHIPPED)
    assert settings.demo is not None
    assert settings.demo.today == date(2026, 6, 30)


def is_table(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def tunables(model: type[BaseModel], table: str = "") -> Iterator[tuple[str, str, object]]:
    for key, field in model.model_fields.items():
        optional = isinstance(field.annotation, UnionType)
        kinds = get_args(field.annotation) if optional else (field.annotation,)
        if within := next(filter(is_table, kinds), None):
            yield from tunables(within, f"{table}.{key}".strip("."))
        else:
            yield table, key, field.default


def test_every_tunable_stands_in_the_file_as_shipped() -> None:
    text = SHIPPED.read_text("utf-8").replace("# ", "")
    missing = [
        f"{table}.{key}"
        for table, key, _ in tunables(Settings)
        if table and not re.search(rf"(?s)\[{re.escape(table)}\](?:(?!\n\[\[?).)*\n{key} =", text)
    ]
    assert missing == []


def test_the_file_as_shipped_states_the_defaults() -> None:
    settings = load_settings(SHIPPED)
    for table in (
        "server",
        "sign_in",
        "audit",
        "embedding",
        "splitting",
        "parsing",
        "retrieval",
        "answer",
        "experts",
    ):
        assert getattr(settings, table) == Settings.model_fields[table].default


@pytest.mark.parametrize("name", ["..x", ".hidden", "a b", "a\nb", "-"])
def test_a_file_of_sources_d_whose_name_is_no_name_stops_the_start(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "sources.d").mkdir()
    (tmp_path / "sources.d" / f"{name}.toml").write_text('kind = "mail"\npath = "inbox"\n')
    assert "may hold letters, digits" in fault(tmp_path, COMPANY)
