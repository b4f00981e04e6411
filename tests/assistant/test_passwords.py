"""How passwords are kept, other than in the tests, which keep theirs at the least cost."""

from __future__ import annotations

from importlib.util import find_spec, module_from_spec

from assistant.accounts import passwords


def test_a_password_is_kept_at_the_cost_that_is_recommended() -> None:
    spec = find_spec(passwords.__name__)
    assert spec and spec.loader
    afresh = module_from_spec(spec)
    spec.loader.exec_module(afresh)
    held = afresh.hash_password("three green bicycles")
    assert held.startswith("$argon2id$v=19$m=65536,t=3")
    assert passwords.is_password("three green bicycles", held)
