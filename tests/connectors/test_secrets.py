from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from connectors.secrets import hide_in_logs, read_secret, variables_named
from ingest.errors import SettingsError

SECRET = "s3cret/ü &\"'密"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the root logger writes, once the secret of ZHIKE_TEST_TOKEN is hidden."""
    monkeypatch.setenv("ZHIKE_TEST_TOKEN", SECRET)
    monkeypatch.setenv("ZHIKE_TEST_LONGER", f"{SECRET}-and-more")
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    before = {other: other.formatter for other in logging.getLogger().handlers}
    hide_in_logs(["ZHIKE_TEST_TOKEN", "ZHIKE_TEST_LONGER", "ZHIKE_TEST_NOT_SET"])
    yield written
    for other, formatter in before.items():
        other.setFormatter(formatter)
    logging.getLogger().removeHandler(handler)


def test_a_secret_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIKE_TEST_TOKEN", SECRET)
    assert read_secret("ZHIKE_TEST_TOKEN", key="client_secret_env") == SECRET


@pytest.mark.parametrize("held", [None, "", "  \n"])
def test_a_secret_that_is_not_there_stops_the_start_and_says_which_setting_wants_it(
    held: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZHIKE_TEST_TOKEN", raising=False)
    if held is not None:
        monkeypatch.setenv("ZHIKE_TEST_TOKEN", held)
    with pytest.raises(SettingsError) as caught:
        read_secret("ZHIKE_TEST_TOKEN", key="client_secret_env")
    assert "ZHIKE_TEST_TOKEN" in str(caught.value)
    assert "client_secret_env" in str(caught.value)


def test_every_variable_that_settings_name_is_found_however_deep() -> None:
    settings = {
        "oidc": {"client_secret_env": "OIDC", "issuer": "https://id.example"},
        "sources": ({"options": {"password_env": "IMAP", "boxes": [{"token_env": "OIDC"}]}},),
        "path": "x_env",
    }
    assert variables_named(settings) == ("OIDC", "IMAP")


def test_a_secret_is_not_written_by_the_log(log: io.StringIO) -> None:
    logging.getLogger("connectors.test").warning("signed in with %s at %s", SECRET, "id.example")
    assert (
        log.getvalue()
        == "WARNING connectors.test: signed in with [ZHIKE_TEST_TOKEN] at id.example\n"
    )


def test_a_traceback_is_written_without_the_secret(log: io.StringIO) -> None:
    try:
        raise RuntimeError(f"login as ('zhike', {SECRET!r}) failed")
    except RuntimeError:
        logging.getLogger("connectors.test").exception("no mail")
    assert "RuntimeError: login as ('zhike', " in log.getvalue()
    assert "[ZHIKE_TEST_TOKEN]" in log.getvalue()
    assert "s3cret" not in log.getvalue()


@pytest.mark.parametrize(
    "spelled",
    [
        "https://erp.example/?token=s3cret/%C3%BC%20%26%22%27%E5%AF%86",
        "https://erp.example/?token=s3cret%2F%C3%BC+%26%22%27%E5%AF%86",
        'body {"token": "s3cret/\\u00fc &\\"\'\\u5bc6"}',
    ],
)
def test_a_secret_is_hidden_as_addresses_and_json_spell_it(spelled: str, log: io.StringIO) -> None:
    logging.getLogger("connectors.test").warning(spelled)
    assert "[ZHIKE_TEST_TOKEN]" in log.getvalue()
    assert "s3cret" not in log.getvalue()


def test_a_secret_within_another_leaves_nothing_of_it(log: io.StringIO) -> None:
    logging.getLogger("connectors.test").warning("%s-and-more", SECRET)
    assert log.getvalue().endswith(": [ZHIKE_TEST_LONGER]\n")
