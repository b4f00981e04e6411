"""Answers what asks for nothing on record: a greeting, thanks, and what Zhike is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answers import Answer, AnswerEvent, DoneEvent, ExpertsEvent, Sentence, SentenceEvent
from assistant.questions import Language, language_of

_LONGEST = 40  # characters; what is longer asks for something
_GREETING = re.compile(
    r"(?:知客)?(?:你好|您好|你们好|嗨|哈喽|在吗|在不在|早|早上好|上午好|中午好|下午好|晚上好)(?:啊|呀)?(?:知客)?|"
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|hi there|hello there)(?: zhike)?",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:好的?)?(?:非常感谢|太感谢了?|感谢|多谢|谢谢)(?:你|您|啦|了)?|好的?|知道了|明白了?|收到|辛苦了|再见|拜拜|"
    r"(?:ok(?:ay)?|great|good)?(?: )?(?:many )?(?:thanks|thank you|thx|cheers)"
    r"(?: a lot| very much| so much)?|ok(?:ay)?|got it|great|bye|goodbye",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"你是谁|你叫什么(?:名字)?|你是什么|(?:你|知客)(?:能|可以|会)(?:做|干|帮我做|回答)?(?:些)?什么|"
    r"(?:这个|知客)?怎么用|知客是什么|帮助|能问(?:你)?(?:些)?什么|(?:可以|能)问(?:你)?什么|"
    r"who are you|what are you|what is (?:this|zhike)|what can (?:you do|i ask(?: you)?)|"
    r"how (?:does this work|do i use (?:this|you))|help",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s，,。.！!？?~～、…]+")
_WELCOME = {
    "zh": "你好。想了解哪位客户、哪个项目，直接问就好。",
    "en": "Hello. Ask me about any customer or project.",
}
_THANKED = {"zh": "不客气。还想了解什么，接着问就好。", "en": "You are welcome. Ask on."}
_IS_FOR = {
    "zh": (
        "我是知客，替大家记得公司与每一位客户之间的事。可以问客户、项目、合同、工单、价格和制度，也可以要数字，"
        "比如“2025 年各季度有多少工单”。每句话都注明出处；查不到就直说，并告诉你该找哪位同事。"
    ),
    "en": (
        "I am Zhike, and keep what the company knows of its customers. Ask about customers, projects, contracts, "
        "tickets, prices and rules, or for numbers: how many tickets in each quarter of 2025? Every sentence names "
        "its source; what I do not find I say so, and whom to ask."
    ),
}


def courtesy(question: str) -> str:
    """What to say to a question that is a greeting, thanks, or asks what to ask; empty for any other."""
    if len(question) > _LONGEST:
        return ""
    language: Language = language_of(question)
    words = _SIGNS.sub("" if language == "zh" else " ", question).strip()
    for asked, said in ((_GREETING, _WELCOME), (_THANKS, _THANKED), (_PURPOSE, _IS_FOR)):
        if asked.fullmatch(words):
            return said[language]
    return ""


def courteous(
    said: str, question: str, *, answer_id: str, conversation_id: str
) -> Iterator[AnswerEvent]:
    """The answer that says so. It cites nothing and is not kept, so that a conversation goes on as if it
    had not been said."""
    sentence = Sentence(said, (), True)
    yield SentenceEvent(sentence, ())
    yield ExpertsEvent(())
    yield DoneEvent(
        Answer(
            answer_id=answer_id,
            conversation_id=conversation_id,
            question=question,
            standalone_question=question,
            language=language_of(question),
            mode="reader",
            answered=True,
            confidence=1.0,
            text=said,
            sentences=(sentence,),
            citations=(),
            experts=(),
            customers=(),
            total_ms=0,
        )
    )
