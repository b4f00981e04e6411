"""Cuts text into the terms of the keyword index; index and question are cut alike."""

from __future__ import annotations

import re
from collections.abc import Iterable

import rjieba
from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

from ingest.names import fold

_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+|[^\W_]+")
_POSSESSIVE = re.compile(r"(?<=[a-z])['’]s\b")
_HAN = re.compile(r"[\u3400-\u9fff]")
_STEMMER = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()
_STOP_WORDS = frozenset(
    "a an the of to in on at for by with from and or is are was were be been do does did has have had it its this that "
    "these those as what which who whom whose when where why how can could would should will shall may i you we they "
    "he she me my our your their us them there any please tell 的 了 是 在 和 与 及 或 吗 呢 啊 吧 么 什么 哪 哪个 哪些 "
    "哪里 哪儿 谁 怎么 怎样 如何 为什么 多少 几 哪天 哪年 何时 几号 什么时候 时候 多久 多大 请 请问 我 我们 你 你们 他 她 它 他们 这 那 "
    "这个 那个 有 没有 被 把 对 从 到 就 也 都 还 又 一个 一下 给 让 向 于 为 之 其 该 个 是否 能 能否 会 要".split()
)


def terms(text: str) -> list[str]:
    """Folded terms in order: Chinese cut for search, English words stemmed, codes like hc-200 as parts."""
    return list(_STEMMER.analyze(" ".join(_words(text))))


def spellings(text: str) -> dict[str, str]:
    """The terms of a text, each as the word that it first stands for there."""
    words = _words(text)
    stems = _STEMMER.analyze(" ".join(words))
    return dict(reversed(list(zip(stems, words, strict=True))))


def _words(text: str) -> list[str]:
    words: list[str] = []
    for word in _WORD.findall(_POSSESSIVE.sub("", fold(text))):
        if _HAN.match(word):
            words.extend(piece for piece in rjieba.cut_for_search(word) if piece)
        else:
            words.append(word[:40])
    return words


def learn(names: Iterable[str]) -> list[str]:
    """Let names be words: 由张三负责 is not cut into 由张 and 三; gives those that were none before. The
    dictionary is the process's own."""
    learned = []
    for name in names:
        if _HAN.match(name) and not rjieba.has_word(name):
            rjieba.add_word(name, None, None)
            learned.append(name)
    return learned


def question_terms(question: str) -> list[str]:
    """The distinct terms of a question that carry meaning, in order; all of them if none does."""
    return telling_terms(question) or list(dict.fromkeys(terms(question)))


def telling_terms(text: str) -> list[str]:
    """The distinct terms that carry meaning, in order."""
    return [term for term in dict.fromkeys(terms(text)) if term not in _STOP_STEMS]


_STOP_STEMS = frozenset(_STEMMER.analyze(" ".join(_STOP_WORDS)))
