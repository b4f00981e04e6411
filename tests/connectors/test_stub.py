"""A beginning for every kind of source, each as it would be read once the # are taken away."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant.settings import SourceSettings
from connectors.kinds import KINDS, connector_of
from connectors.secrets import variables_named
from connectors.stub import commented, example, stub_names
from ingest.errors import SettingsError


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_beginning_of_its_name(kind: str) -> None:
    assert kind in stub_names(), f"write connectors/stubs/{kind}.toml"
    assert example(kind)["kind"] == kind


@pytest.mark.parametrize("stub", stub_names())
def test_what_a_stub_says_is_taken_as_it_stands(stub: str) -> None:
    source = SourceSettings.model_validate({**example(stub), "name": "example"})
    assert source.kind in KINDS
    connector_of(
        source.kind,
        "example",
        source.options,
        Path(source.path) if source.path else None,
        source.audience,
        ZoneInfo("UTC"),
        ("yourcompany.com",),
    )


@pytest.mark.parametrize("stub", stub_names())
def test_a_stub_is_all_comments_and_whole_without_their_signs(stub: str) -> None:
    text = commented(stub, "our files")
    assert tomllib.loads(text) == {}
    sign = re.compile(r"""^# (?=[\[\]{}"'\s]|[\w.-]+ = )""", re.MULTILINE)
    (source,) = tomllib.loads(sign.sub("", text))["sources"]
    assert source == {**example(stub), "name": "our files"}


@pytest.mark.parametrize("stub", stub_names())
def test_a_stub_names_variables_of_our_own(stub: str) -> None:
    assert all(variable.startswith("ZHIKE_") for variable in variables_named(example(stub)))


def test_an_unknown_stub_is_named_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match="did you mean 'folder'"):
        commented("foldr", "x")
