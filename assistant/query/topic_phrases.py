"""What a question says its records are about, as topics to be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.query.lexicon import Lexicon, Token
from assistant.query.topic_words import in_other_words
from assistant.query.typed_query import Topic
from assistant.questions import Language

_END_OF_TOPIC = re.compile(
    r"[|,，。;；?？!！]|\s(?:in|by|per|for|from|during|between|with|at|on|this|last|since|before|after|did|do|does|have|were|was|are|is|we|that)\b"
)
_ALTERNATIVES = re.compile(r"\s?(?:或者?|、|和|与|及|,|，|\bor\b|\band\b)\s?")
_OF_NOTHING = re.compile(r"\s?(?:\||多少|几[个家张份种位]|哪|which|how many|the number of)")
"""What is no topic behind "about": 涉及多少家."""
_LONGEST_TOPIC = 40


def topic_phrases(
    text: str, placed: Sequence[Token], words: Lexicon, language: Language
) -> Iterator[tuple[Token, tuple[Topic, ...]]]:
    """What comes behind "about", up to the next thing said; a name there is a name."""
    for spoken in ("zh", "en") if language == "zh" else ("en",):
        for start, end in words.topic_marks(text, spoken):
            rest = text[end:]
            if _OF_NOTHING.match(rest):
                yield Token("about", start, end), ()
                continue
            skipped = len(rest) - len(rest.lstrip())
            phrase_start = end + skipped
            if any(one.start == phrase_start and one.is_ == "name" for one in placed):
                yield Token("about", start, end), ()
                continue
            stop = min([one.start for one in placed if one.start >= phrase_start] + [len(text)])
            phrase = text[phrase_start:stop]
            cut = _END_OF_TOPIC.search(phrase)
            if cut:
                phrase = phrase[: cut.start()]
            if spoken == "zh" and "的" in phrase:
                phrase = phrase[: phrase.index("的")]
            phrase = phrase.strip().strip("\"'“”「」")
            sayings = _sayings(phrase)
            if sayings and len(phrase) <= _LONGEST_TOPIC:
                stop = text.index(phrase, phrase_start) + len(phrase)
                yield Token("about", start, stop), (Topic(any_of=sayings),)


def _sayings(phrase: str) -> tuple[str, ...]:
    """A topic's words, and what they are in the other language; none of a phrase that only joins."""
    words = [
        re.sub(r"^(?:the|a|an|our|their) ", "", one) for one in _ALTERNATIVES.split(phrase) if one
    ]
    alike: dict[str, None] = {}
    for word in words:
        alike[word] = None
        alike.update(dict.fromkeys(in_other_words(word)))
    return tuple(alike)[:20]
