"""How near the words of a question come to those of a sentence that says it otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.found import Found
from ingest.segmentation import spellings


def likenesses(found: Found, texts: Sequence[str]) -> list[float]:
    """For each text how near its words come to what is asked, in about 0..1: of each of the question's
    words, weighted by idf, the cosine with the nearest word of the text (MaxSim, Khattab and Zaharia,
    2020, of words read by themselves, so that it costs no pass of the model). 0 where nothing is read.
    """
    asked = sorted(found.focus)
    if found.words is None or not asked or not texts:
        return [0.0] * len(texts)
    spelled = spellings(found.question)
    words = found.words.words([*(spelled.get(term, term) for term in asked), *texts])
    of_asked, of_texts = words.rows[: len(asked)], words.rows[len(asked) :]
    lengths = np.array([len(rows) for rows in of_texts])
    nearest = np.zeros((sum(map(len, of_asked)), len(texts)), dtype=np.float32)
    if lengths.any() and len(nearest):
        cosines = words.vectors[np.concatenate(of_asked)] @ words.vectors.T
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])[lengths > 0]
        said = cosines[:, np.concatenate(of_texts)]
        nearest[:, lengths > 0] = np.maximum.reduceat(said, starts, axis=1)
    ends = np.cumsum([len(rows) for rows in of_asked])[:-1]
    by_term = np.array(
        [
            rows.mean(axis=0) if len(rows) else np.zeros(len(texts))
            for rows in np.split(nearest, ends)
        ]
    )
    worth = np.array([found.idf[term] for term in asked])
    whole = worth.sum() or 1.0
    return [float(one) for one in worth @ by_term / whole]
