"""Adapters are taught, and read as they were taught: real weights, a handful of exercises."""

from __future__ import annotations

import numpy as np
from rich.console import Console

from assistant.cross_encoder import Adapters, CrossEncoder, Statement
from eval.exercises import Exercise
from eval.teaching import School
from ingest.embedding import SentenceTransformerEmbedder

TAUGHT = [
    Exercise(
        f"How long does the crossing to {place} take?",
        (
            Statement("Ferries", f"The ferry to {place} needs {minutes} minutes."),
            Statement("Ferries", f"A ticket to {place} is {minutes} euros."),
        ),
        (True, False),
    )
    for place, minutes in (("Halden", 45), ("Moss", 30), ("Skarv", 25), ("Vik", 90))
]


def test_what_was_taught_is_read() -> None:
    encoder = SentenceTransformerEmbedder("builtin").encoder()
    school = School(encoder, Console(quiet=True))
    begun = school.taught(TAUGHT, None, epochs=1, rate=0.0)
    taught = school.taught(TAUGHT, begun, epochs=60, rate=2e-3)

    def ahead(adapters: Adapters, one: Exercise) -> float:
        right, wrong = CrossEncoder(lambda: encoder, adapters).logits(one.question, one.statements)
        return right - wrong

    assert all(ahead(taught, one) > ahead(begun, one) + 1 for one in TAUGHT)
    assert not np.array_equal(taught["each"], begun["each"])
    assert int(taught["first_layer"]) == 6
