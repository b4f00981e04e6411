"""What a language model is told, one file for each purpose and language; $names stand for what varies."""

from __future__ import annotations

from importlib.resources import files
from string import Template

from assistant.questions import Language


def prompt(purpose: str, language: Language, **values: str) -> str:
    """The words for a purpose, with the values put in."""
    text = files("assistant.prompts").joinpath(f"{purpose}.{language}.txt").read_text("utf-8")
    return Template(text).substitute(values).strip()
