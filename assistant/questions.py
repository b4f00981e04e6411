"""What a question asks for, as far as its words tell: language, one thing or several."""

from __future__ import annotations

import re
from typing import Literal

from ingest.records import Role

QUESTION_CHARACTERS = 2000
"""What a question has at most."""
Language = Literal["zh", "en"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_ASKS_IN_CHINESE = re.compile(r"[的了吗呢吧么谁哪几怎啥过请]|多少|如何")
_ASKS_IN_ENGLISH = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|do|does|did|has|have|had|can|could|should|"
    r"tell|show|the|of|with|for|about|any)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"哪些|哪几|分别|各自|各是|列出|列举|对比|比较|区别|不同|差异|相比|异同|[和与跟比、].{0,20}差多少|"
    r"\b(list|compare[ds]?|comparison|differences?|differ|versus|vs|against|respectively|both|each of|"
    r"before and after|which \w+ (?:are|were|have))\b",
    re.IGNORECASE,
)
# P500, OPC, Bergen, 2025, 2.4.1; a sentence's first word is capital anyway.
_EDITION = r"(?<![\w.])(?:20\d\d|v?\d+\.\d+(?:\.\d+)*)(?![\d.%])"
_NAME = re.compile(
    rf"{_EDITION}|(?<![A-Za-z])[A-Za-z]+-?\d[\w-]*|\b[A-Z]{{2,}}\w*|(?<=[\w,] )[A-Z][a-z]\w+"
)
_LATIN = re.compile(rf"{_EDITION}|[A-Za-z][\w-]*")
_PEOPLE = re.compile(
    r"(谁|哪位|哪个同事|哪些同事|哪些人).{0,12}(懂|熟|了解|知道|清楚|擅长|做过|经验|负责过|跟过|靠谱|专家)|(问|找|请教|联系)(谁|哪位|哪个同事)|"
    r"(懂|熟悉|了解|清楚|擅长|做过|踩过坑).{0,8}(的同事|的人)?是?(谁|哪位)|(?:谁|哪位|哪个同事)(?:能|可以|会)(?:够)?(?:讲|教|解释|支持|帮|接手|顶|代|培训|说明)|(?:跟|向|找|请|由)(?:谁|哪位|哪个同事)(?:学|请教|了解|支持|接手|解释|准备)|归谁(?:解释|接手)|谁最(?:懂|熟|了解|清楚|擅长|有经验|在行|适合|能)|谁[^，。？?]{0,10}(?<![超通经不])过|是?谁(?:写|做|开发|编|设计|搭|搞|修|解决|处理|调试|调|画|讲|培训)(?:好|出来)?的|"
    r"\bwho (?:has|have|had) (?!to\b)|\bwho (?:dealt with|wrote|built|fixed|solved|handled|repaired|designed|looked into|cured|trained|programmed|developed|set up|sorted out)\b|\bhas any(?:one|body)\b|\b(who|which colleagues?|whom|which people|anyone|anybody|somebody)\b.{0,40}\b(knows?|know|understands?|expert|experts|experience|experienced|"
    r"familiar|worked on|working on|has done|has put|can help|help with|should (?:i|we) (?:ask|talk)|could take over|can (?:explain|train|teach|take over|support)|turn to|could tell|to ask|talk to|should join|good at)\b",
    re.IGNORECASE,
)

# Whoever did or does a thing, as far as the words tell; not who holds a post, nor who must agree to it.
_DOING = re.compile(
    r"(?:谁|哪位(?:同事)?|哪个同事|哪些同事|哪几位|哪个人)|^(?:has )?(?:any(?:one|body)|some(?:one|body))\b|"
    r"\b(?:who|whom|which (?:of us|colleagues?|people|person|one of us))\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"^\s*(?:是谁|叫谁)|谁\s*[？?]?\s*$|(?:审批|批准|签字|签名|会签|同意|授权|盖章|承担|付款|付费|出钱|必须|应当|须|允许|有权)|"
    r"\bwho(?:'s| is| are| was| were) (?!(?:\w+ly )?\w+ing\b|best\b|good\b|the (?:best|right|one)\b)|"
    r"\bwho (?:has|have|had|needs?|must|may|ought|is allowed|pays?|bears?|approves?|signs?|countersigns?|agrees?|owns?)\b|"
    r"\b(?:has|have|needs?|must) to\b",
    re.IGNORECASE,
)
_ROLES: dict[Role, re.Pattern[str]] = {
    "author": re.compile(
        r"写|撰写|编写|起草|拟定|制定|谁定的|出的报告|解释|讲讲|规则|规定|制度|政策|流程|\b(?:explains?|polic(?:y|ies)|rules?)\b|\b(?:wrote|written|write|author(?:ed)?|drafted|compiled)\b",
        re.IGNORECASE,
    ),
    "resolver": re.compile(
        r"修好|修的|修复|解决|处理|排除|查出|\b(?:fixed|fixes|solved|resolved|repaired|handled|dealt with|cured|cleared)\b",
        re.IGNORECASE,
    ),
    "owner": re.compile(
        r"组织|主办|牵头|负责|谈判|谈下|谈的|\b(?:organi[sz]ed|negotiated|sold|closed the)\b",
        re.IGNORECASE,
    ),
    "reviewer": re.compile(
        r"评审|审阅|审核|复核|把关|\b(?:review(?:s|ed|ing|er|ers)?|approved?|vetted)\b",
        re.IGNORECASE,
    ),
    "participant": re.compile(
        r"去过|去看|拜访|参观|参加|跟.{0,6}谈|到过|\b(?:visited|met|attended|went to|talked|talking)\b",
        re.IGNORECASE,
    ),
}
_SENTENCE_END = re.compile(r"(?<=[。！？!?\n])|(?<=\.)\s")
_ABSENT = re.compile(
    r"(?:如果|假如|要是|万一)?([^，,。；;？?]{1,20}?)(?:休假|请假|离职|离开|走了|不在|出差|生病|退休|调走)|除了([^，,。；;？?]{1,20}?)(?:以外|之外|外|，|,|还)|"
    r"\b(?:if|when|while|once|should) ([^,?]{2,40}?) (?:is (?:away|on leave|ill|sick|out|gone|off)|leaves?|left|quits?|retires?|resigns?)\b|"
    r"\b(?:besides|apart from|other than|except(?: for)?|instead of) ([^,?]{2,40})",
    re.IGNORECASE,
)
_COLLOQUIAL = {"啥": "什么", "咋": "怎么", "哪儿": "哪里"}
_SHORT_FOR_IS = re.compile(r"\b(who|what|where|when|how)['’]?s\b")


def as_written(question: str) -> str:
    """A folded question as it would be written: 什么 for 啥, what is for what's."""
    for said, written in _COLLOQUIAL.items():
        question = question.replace(said, written)
    return _SHORT_FOR_IS.sub(r"\1 is", question)


def asked_in(question: str) -> Language:
    """The language that a question is asked in, in whichever a name stands in it: "what did we promise
    澜海?" is English."""
    if language_of(question) == "zh" and not _ASKS_IN_CHINESE.search(question):
        return "en" if _ASKS_IN_ENGLISH.search(question) else "zh"
    return language_of(question)


def language_of(text: str) -> Language:
    """Chinese when any character is."""
    return "zh" if _HAN.search(text) else "en"


def language_of_passage(text: str) -> Language:
    """Chinese when at least every twelfth character is: English prose with a Chinese name is English."""
    return "zh" if len(_HAN.findall(text)) * 12 >= len(text) else "en"


def names_in(question: str) -> list[str]:
    """The names and codes that a question writes in Latin letters, its years and versions."""
    return (_LATIN if language_of(question) == "zh" else _NAME).findall(question)


def asks_for_people(question: str) -> bool:
    """Whether the answer is the colleagues who know, rather than what they know."""
    return bool(_PEOPLE.search(question))


def asks_who_did(question: str) -> bool:
    """Whether it asks who did or does something: a colleague, if what was found bears it out."""
    return bool(_DOING.search(question)) and not _POST.search(question)


def asked_roles(question: str) -> frozenset[Role]:
    """The ties to a record that a question asks for: whoever wrote it, solved it, went there. What is
    said in another sentence than the one that asks is what it is about."""
    asking = next(filter(_DOING.search, _SENTENCE_END.split(question)), "")
    return frozenset(role for role, words in _ROLES.items() if asking and words.search(asking))


def said_to_be_absent(question: str) -> str:
    """The part of a question that says who is away, or is not meant; empty if none does."""
    found = _ABSENT.search(question)
    return next(filter(None, found.groups()), "") if found else ""


def asks_for_several(question: str) -> bool:
    """Whether a list or a comparison is asked."""
    return bool(_SEVERAL.search(question))
