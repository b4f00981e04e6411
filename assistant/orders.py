"""Text in records that speaks to a language model rather than to people: orders, roles, marks of a chat.

What it says is data all the same. That a passage with such a line is neither sent to a model nor quoted as
an answer is one fence of several: none of the others depends on its being found. Search still shows it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import ahocorasick

# What one of stands in whatever the pattern beside it finds: words are found in no time, patterns are not.
_ORDERS: tuple[tuple[str, str], ...] = (
    # Marks of chats and of roles.
    (
        "<|/inst]/<<sys/<system/</system/<assistant/</assist/<user/</user/<tool_call/<function_call/<instruction/</instruction",
        r"<\|[^|>\n]{1,40}\|>|\[/?inst\]|<</?sys>>|</?(?:system|assistant|user|tool_call|function_call|instructions?)>",
    ),
    (
        "system/assistant/developer",
        r"(?:^|\n)\W{0,6}(?:system|assistant|developer)(?: (?:message|prompt|note|override))?\W{0,3}[:：]",
    ),
    (
        "系统/助手/开发者",
        r"(?:^|\n|[\[【#(（])\W{0,4}(?:系统|助手|开发者)(?:消息|提示词?|指令|通知|覆盖)\W{0,3}[:：\]】)）]",
    ),
    (
        "prompt/instruction/end of",
        r"begin (?:new )?(?:system|admin)\w* (?:prompt|instructions?)|end of (?:the )?(?:passages|context)\b",
    ),
    # Away with what was said before.
    (
        "ignore/disregard/forget/override/bypass/discard",
        r"\b(?:ignore|disregard|forget|override|bypass|discard)\b.{0,40}\b(?:instructions?|rules?|prompts?|guidelines?|policy|policies|guardrails?|restrictions?|everything (?:above|before)|what you were told|citations?|sources?|(?:other|previous|earlier) (?:passages?|documents?|text))\b",
    ),
    (
        "忽略/无视/忘记/忘掉/不要理会/不要遵守/不要管/不必理会/不必遵守/不用理会/不用管/不用遵守/跳过/绕过/覆盖/抛开/作废",
        r"(?:忽略|无视|忘(?:记|掉)|不(?:要|必|用)(?:理会|遵守|管)|跳过|绕过|覆盖|抛开|作废).{0,24}(?:指令|指示|规则|提示词?|约束|限制|要求|设定|上文|上述|以上|之前|前面|其他(?:文档|资料|段落|来源)|引用)",
    ),
    (
        "作废/失效/无效/取消/不再",
        r"(?:以上|上述|之前|前面)(?:的)?(?:所有|全部|一切)?(?:指令|指示|规则|提示词?|设定).{0,8}(?:作废|失效|无效|取消|不再)",
    ),
    # Whom it speaks to.
    (
        "dear /attention/note to /instruction/message /for ",
        r"\b(?:dear |attention,? |note to |instructions? (?:to|for) |message (?:to|for) )(?:the |any |all |every )?(?:ai|a\.i\.|llms?|language models?|assistants?|chat ?bots?|gpt|zhike)\b",
    ),
    (
        "ai/a.i./llm/language model/chat/answering system",
        r"\b(?:as|if) (?:you are |you're |you )?(?:an? |the )?(?:ai|a\.i\.|llm|language model|chat ?bot|ai assistant|answering system)\b",
    ),
    (
        "you are now/you are no longer/you are hereby/pretend/act as ",
        r"\byou are (?:now|no longer) (?:an? |the |in |bound )|\bpretend (?:to be|that you)\b|\bact as (?:an? |the )?(?:ai|system|dan)\b",
    ),
    (
        "ai /llm/language model/assistant/chatbot/chat bot/zhike/answering system",
        r"\b(?:the )?(?:ai|llm|language model|assistant|chat ?bot|zhike|answering system)\b.{0,12}\b(?:must|shall|is (?:instructed|permitted|required) to|are required to)\b",
    ),
    (
        "asked/answering/summari/quoting/citing",
        r"\bwhen (?:(?:you are|you're) )?(?:asked|answering|summari[sz]ing|quoting|citing)\b.{0,60}\b(?:you must|you should|say|answer|reply|respond|output|write|add|append|include|insert|tell|cite|claim|state)\b",
    ),
    (
        "ai/人工智能/大模型/语言模型/智能助手/机器人/助手/模型/知客",
        r"(?:致|给|请|告|提示|通知|命令|要求|写给)(?:所有|各位|任何|本|该|你这个)?(?:ai|人工智能|大模型|语言模型|智能助手|机器人|助手|模型|知客)",
    ),
    (
        "ai/人工智能/大模型/语言模型/智能助手/助手/你现在/你从现在/你已/假装/扮演",
        r"(?:作为|身为)(?:一个|一名)?(?:ai|人工智能|大模型|语言模型|智能助手|助手)|你(?:现在|从现在起|已经?)(?:是|被|不再|成为|进入)|假装你是|(?:请|要|来|现在)你?扮演",
    ),
    (
        "ai/大模型/语言模型/智能助手/知客",
        r"(?:ai|大模型|语言模型|智能助手|知客|ai助手)(?:在.{0,20})?(?:必须|应当|应该|务必|一律|不得|请)",
    ),
    (
        "回答/答复/总结/概括/输出",
        r"(?:回答|答复|总结|概括|输出)(?:任何|所有|本|这个|该|此|用户的?)?(?:问题|内容|文档|提问)?(?:时|之前|前|后|的时候)?[，,：:]?\s*(?:你|都|均)?(?:必须|务必|一律|只能)",
    ),
    # What to write, to show, to call.
    (
        "exactly/verbatim/only the /this link/this image/this sentence/this word/this url/this markdown/this html/markdown/html: </<script/<img/in your /in every /in each ",
        r"\b(?:output|print|reply|respond|answer|say|write|append|include|insert|embed|render|return)\b.{0,30}\b(?:exactly this|only the (?:word|text|following)|this (?:link|image|sentence|word|url|markdown|html)|markdown (?:link|image)|html: ?<|<script|<img|in (?:your|every|each) (?:answer|reply|response|output))\b",
    ),
    (
        "prompt/your instructions/hidden/secret/api key/other people/other users/other doc/other rec/other pass/all salar/all pass",
        r"\b(?:reveal|leak|disclose|exfiltrate|dump|expose|print|show|repeat|output)\b.{0,40}\b(?:system prompt|your (?:prompt|instructions)|hidden (?:documents?|records?|passages?)|secrets?|api keys?|other (?:people|users|documents|records|passages)|all (?:salar\w+|passwords))\b",
    ),
    (
        "the tool/your tool",
        r"\b(?:call|invoke|trigger|execute|use)\b.{0,16}\b(?:the|your) tools?\b",
    ),
    (
        "[/passage/source",
        r"\b(?:cite|use citation|attribute)\b.{0,40}(?:\[\d+\]|passage \d|\bas (?:the |its |your )?source\b)",
    ),
    (
        "输出/回复/回答/打印",
        r"(?:只|仅|直接|必须|一律|务必)(?:能|可|要|需|应)?(?:输出|回复|回答|打印)(?:以下|如下|下面|：|:|“|「)",
    ),
    (
        "链接/图片/网址/提示/markdown/html/![/<",
        r"(?:输出|回复|回答|打印|附上|插入|写上|加上|展示|显示|返回)(?:这(?:个|条|句|段|张)|此|一句|一个|一张|下列|下面的?)?(?:链接|图片|网址|系统提示词?|提示词|markdown|html|!\[|<)",
    ),
    (
        "系统提示/你的提示/你的指令/你的设定/其他人/其他文档/其他资料/其他记录/全部薪酬/全部工资/全部文档/全部记录/所有薪酬/所有工资/所有密码/所有文档/所有记录/隐藏/密钥",
        r"(?:泄露|透露|公开|列出|导出|展示|交出|说出|复述|输出|打印).{0,16}(?:系统提示词?|你的(?:提示词|指令|设定)|其他(?:人|文档|资料|记录)的?(?:内容)?|全部(?:薪酬|工资|文档|记录)|所有(?:薪酬|工资|密码|文档|记录)|隐藏的?(?:文档|记录|资料))",
    ),
    (
        "你的工具/你的插件/工具",
        r"(?:请|立即|马上|必须|务必)你?(?:调用|触发).{0,12}(?:工具|插件)",
    ),
    (
        "写成/标为/伪造/改为/一律",
        r"(?:引用|标注|注明|出处|来源)(?:编号)?.{0,10}(?:写成|标为|伪造|改为|一律(?:写|标|用)).{0,10}",
    ),
    (
        "do anything now",
        r"\bdo anything now\b",
    ),
    (
        "instruction/directive/指令/提示",
        r"\b(?:new|updated|higher|highest|real|true) (?:system )?(?:instructions?|directive)s? (?:for|to|follow|:)|(?:新的|真正的|最高(?:优先级)?的?|更高优先级的?)(?:系统)?(?:指令|提示词?)",
    ),
    (
        '"tool_call/"function_call/"name"',
        r"\"(?:tool_calls?|function_call)\"\s*:|\{\s*\"name\"\s*:\s*\"\w+\"\s*,\s*\"(?:arguments|parameters)\"",
    ),
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ue000-\uf8ff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_TAGS = re.compile("[\U000e0000-\U000e007f]")
# Letters of other scripts that pass for Latin ones.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁԛԝһϲοανρтмкнв", "aeopcyxijsdqwhcoavptmkhb")
# What a server may take for a mark of the chat's own, or the model for one about a passage.
_MARKS = re.compile(r"<(?=[<|｜/a-zA-Z])|\[(?=/?[A-Z_]{4,40}\])")


def plainly(text: str) -> str:
    """The text without characters that show nothing, or turn the order of others about."""
    return _UNSEEN.sub("", text)


def unmarked(text: str) -> str:
    """The text, plain, without what may pass for a mark of a chat."""
    return _MARKS.sub(r"\g<0> ", plainly(text))


@lru_cache(maxsize=8192)
def speaks_to_a_model(text: str) -> bool:
    """Whether a text tells a language model what to do, as far as its words give it away: also
    written in lookalike letters, in full width, or with characters between that show nothing."""
    if _TAGS.search(text):
        return True
    shown = unicodedata.normalize("NFKC", plainly(text)).lower().translate(_LOOKALIKES)
    words, patterns = _patterns()
    begun = {at for _, found in words.iter(shown) for at in found}
    return any(patterns[at].search(shown) for at in sorted(begun))


@cache
def _patterns() -> tuple[ahocorasick.Automaton, tuple[re.Pattern[str], ...]]:
    """The words, each with the places of the patterns that it may begin, and these."""
    places: dict[str, list[int]] = {}
    for at, (words, _) in enumerate(_ORDERS):
        for word in words.split("/"):
            places.setdefault(word, []).append(at)
    automaton = ahocorasick.Automaton()
    for word, found in places.items():
        automaton.add_word(word, found)
    automaton.make_automaton()
    return automaton, tuple(re.compile(pattern, re.IGNORECASE) for _, pattern in _ORDERS)
