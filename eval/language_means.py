"""Measures what Chinese and English add to the builtin model's vectors: `python -m eval.language_means`.

Least squares over the demo company's chunks and the fitting half's questions, each text a mixture of
the two languages by its share of Chinese. Writes ingest/language_means.npz.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.settings import load_settings
from eval.data import CHECKOUT
from eval.golden import read_golden
from ingest.archive import CATALOG_FILE
from ingest.catalog.database import Catalog, sqlite_url
from ingest.catalog.operating import embedded_texts
from ingest.embedding import SentenceTransformerEmbedder
from ingest.languages import chinese_share
from ingest.vector_arithmetic import Vectors

TARGET = CHECKOUT / "ingest" / "language_means.npz"


def measure() -> None:
    """Embeds the demo's chunks, as they are held after a sync, and the questions without centring."""
    settings = load_settings(CHECKOUT / "config.toml")
    catalog = Catalog(sqlite_url(settings.data_dir / CATALOG_FILE))
    texts = list(embedded_texts(catalog))
    catalog.close()
    embedder = SentenceTransformerEmbedder("builtin", centred=False)
    questions = [golden.question for golden in read_golden("fitting")]
    passages = np.stack([one.vector for one in embedder.passages(texts, [()] * len(texts))])
    asked = np.stack([embedder.query(question) for question in questions])
    np.savez(TARGET, passages=means(passages, texts), questions=means(asked, questions))


def means(vectors: Vectors, texts: Sequence[str]) -> Vectors:
    """The two vectors, Chinese and English, whose mixtures are nearest to `vectors`; (2, dimensions)."""
    shares = np.array([chinese_share(text) for text in texts])
    mixture = np.stack([shares, 1 - shares], axis=1)
    solved: Vectors = np.linalg.lstsq(mixture, vectors, rcond=None)[0].astype(np.float32)
    return solved


if __name__ == "__main__":
    measure()
