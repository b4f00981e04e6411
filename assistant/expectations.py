"""What the answer to a question must look like: a date, a sum, a reason, a lesson learnt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from assistant.amounts import DAY, NUMBER, SHARE, SPAN, SUM, UNITS, undated
from ingest.segmentation import question_terms, terms

# Name -> what asks for it, what answers it.
_SHAPES = {
    "duration": (
        r"多久|多长时间|(?:多少|几)个?(?:天|周|年|月|小时|分钟|秒)|期限|时长|"
        r"\bhow (?:long|often|soon|quickly)\b|\bhow many (?:days|weeks|months|years|hours|minutes|seconds)\b|\b(?:duration|period)\b",
        SPAN,
    ),
    "date": (
        r"哪一?天|哪[几两]天|哪年|哪个?月|几月|几号|几点|何时|什么时候|什么日期|什么时间|日期|截止|"
        r"^when\b|\b(?:and|by|since|until) when\b|\bwhen (?:is|are|was|were|do|does|did|will|can|could|should|must|has|have)\b|\bwhat (?:date|day|month|year|time)\b|\bwhich (?:date|day|month|year)\b|\bby when\b|\bdeadline\b",
        DAY,
    ),
    "money": (
        r"多少钱|什么价|价格|单价|价钱|售价|报价|金额|预算|费用|手续费|造价|成本|收入|营收|营业额|工资|奖金|赔偿|罚款|[花省]了?多少|"
        r"\bhow (?:much (?!(?:time|longer|faster|bigger|smaller|closer))|expensive)|\b(?:price|prices|cost|costs|budget|fee|fees|spend|pay|amount|value|revenue|turnover|salary|salaries|bonus)\b",
        SUM,
    ),
    "percent": (
        r"百分|比例|占比|折扣|几折|利率|毛利|良率|合格率|准确率|误检率|误差|"
        r"\b(?:percent|percentage|share|discount|rate|margin|yield)\b",
        SHARE,
    ),
    "reason": (
        r"为什么|为何|原因|怎么会|怎么回事|什么导致|缘由|\bwhy\b|\b(?:reason|reasons|cause|causes|caused|because)\b",
        r"因为|由于|因此|所以|导致|原因|为了|造成|引起|缘于|"
        r"\b(?:because|since|due to|caused?|reason|therefore|so that|as a result|owing to)\b",
    ),
    "organisation": (
        r"哪家|哪个(?:公司|厂|供应商|品牌|机构|银行|单位)|什么公司|全称|"
        r"\bwhich (?:\w+ )?(?:company|companies|firm|supplier|vendor|competitor|bank|insurer|manufacturer|brand|lab|laboratory|institute|agency|authority)\b|"
        r"\bwho (?:supplied|supplies|built|makes|made|manufactured|certified)\b",
        r"[\u4e00-\u9fff]{2}(?:公司|集团|厂|银行|大学|研究院|委员会|事务所|研究所)|"
        r"(?-i:\b[A-Z][\w&]+ (?:[A-Z]\w+ )?(?:GmbH|AG|KG|Ltd|Inc|Corp|Co\b|SA|AS|AB|BV|Group|Systems|Technolog\w+|Bank|University|Institute|Agency)|"
        r"\b(?:by|from|supplier|maker|called) [A-Z]\w+)",
    ),
    "place": (
        r"哪里|哪儿|(?<![赢输错差卡败好坏难])在哪(?=[？?。，]|$)|何处|何地|位于哪|什么地方|哪一?个?(?:国家?|城市|省|地区|州|县|区|镇|市|车间|厂区|楼|会议室)|"
        r"\bwhere (?:is|are|was|were)\b|\bwhere (?:do|does|did|can|should|must|will) .{1,40}\b(?:take place|stands?|lives?|sits?|stored?|kept|keep|meet|happen|ship\w*|go|come|find|held|based|work)\b|"
        r"\bwhich (?:city|town|country|region|province|state|site|plant|building|hall|room|place)\b|\bwhat (?:address|location|place|city|country)\b",
        r"位于|坐落|地处|[\u4e00-\u9fff](?:省|市|县|区|镇|村|路|街|州|国|岛|港|机场|车间|厂|仓库|会议室|[号\d]楼|[楼层])|"
        r"\b(?:located|street|road|building|hall|room|floor|site|plant|warehouse|airport)\b|"
        r"(?-i:\b(?:in|at|near|to|from) (?:the )?[A-Z]\w+)",
    ),
    "name": (
        r"叫什么|叫做什么|名叫|名称|名字|什么名|(?:书|片|曲|歌|剧|品牌|代号|别|简|全|旧|原|俗|又)[名称]是?|"
        r"\b(?:what (?:is|was|are) .{1,40} called|named?|title of|code name|nickname)\b",
        r"《[^》]{1,40}》|“[^”]{1,30}”|「[^」]{1,30}」|\"[^\"]{1,40}\"|[名称]为|[叫称]作|[叫称名][\u4e00-\u9fff]{2}|"
        r"\b(?:called|named|known as|titled)\b|(?-i:(?<=[\w,] )[A-Z][A-Za-z0-9]+)",
    ),
    "protection": (
        r"防护等级|防护级别|\bingress protection\b|\bprotection class\b|\bIP (?:rating|class)\b",
        r"\bIP\s?\d\d",
    ),
    "identifier": (
        r"案号|编号|单号|料号|型号|端口|密码|账号|电话|手机|"
        r"\b(?:case|order|part|serial|invoice|contract|drawing|article|version|model|firmware|phone) (?:number|no\.?)(?!s)\b|\b(?:port|password|phone)\b",
        r"(?<![A-Za-z])[A-Za-z]+[-/.]?\d[\w./-]*|\b\d{3,}\b|\bv?\d+\.\d+",
    ),
    "number": (
        r"多少|几(?!乎|何|时|天|号|月|点)|多大|多高|最多|至少|上限|"
        r"\bhow (?:many|much|big|large|high|strong|old)\b|\b(?:at most|at least|maximum|minimum|number of)\b",
        NUMBER,
    ),
    "person": (
        r"\bwho(?:se|m)?\b|谁|哪位|叫什么名|姓什么",
        r"(?-i:\b[A-Z][a-z]+ [A-Z][a-z]+)|经理|总监|工程师|主任|厂长|主管|总工|董事长|总裁|处长|科长|[\u4e00-\u9fff]总|"
        r"\b(?:manager|director|engineer|chief|officer|head|president|controller|buyer)\b",
    ),
} | {
    amount: (
        rf"{asks}|(?:多少|几)个?{units}|\bhow many {units}",
        rf"{NUMBER}\s{{0,9}}[个多-]?\s{{0,9}}{units}",
    )
    for amount, (asks, units) in UNITS.items()
}
_GENERAL = ("number", "person")
_LOOSE = frozenset(("reason", "place", "name"))
_TOLD = _LOOSE | {"person", "organisation"}  # in words, not in figures
_REST_OF_FIGURE = re.compile(r"\d*(?:[,.]\d+)*")
# What is counted: 多少[台]设备, how many [large] presses.
_COUNTED = re.compile(
    r"(?:多少|几)[个台套条名位次种类件只家份页项轮批座处路张支款道门颗片块根组级起例]?(?![就才要会能可算时以后前了的])([\u4e00-\u9fff]{1,6})|"
    r"\bhow many (?:(?:kinds|types|sorts) of )?((?:(?!(?:are|is|do|does|did|will|were|was|ha[sv]e?|had|can|could|go|goes|in|at|on|of|per|from|for|to|we|the|must|should|may|each|with|you|they|it|there|that|by)\b)[\w'-]+ ?){1,3})",
    re.IGNORECASE,
)
_AMOUNTS = frozenset(("duration", "money", "percent", *UNITS))
_SOME_NUMBER = 0.4  # holds a number, but not in the unit, or of the things, that are asked for

# Name -> what asks for it, and what a heading or a sentence says that holds it.
_SUBJECTS = {
    "lesson": r"教训|经验|踩.{0,4}坑|体会|反思|复盘|总结|学到|以后|下次|下回|\b(?:lessons?|learn|learns|learnt|learned|takeaways?|next time|in hindsight|retrospective|advice|recommend\w*)\b",
    "problem": r"问题|故障|困难|麻烦|不足|缺陷|毛病|出错|出了什么|投诉|抱怨|\b(?:problems?|issues?|troubles?|difficult\w*|faults?|fail\w*|went wrong|wrong|complain\w*|complaints?|defects?)\b",
    "result": r"结果|成果|效果|成效|达到|结论|收益|节省|省下|提升|发现|查出|\b(?:results?|outcomes?|findings?|found|find|uncover\w*|reveal\w*|achiev\w*|sav(?:e|ed|ing|ings)|benefits?|reach\w*|pass\w*)\b",
    "improvement": r"改进|改善|整改|措施|对策|办法|解决|修复|预防|\b(?:improv\w*|measures?|countermeasures?|fix\w*|solv\w*|solution|prevent\w*|remed\w*|mitigat\w*)\b",
    "requirement": r"要求|需求|想要|希望|必须|条件|\b(?:require\w*|needs?|want\w*|ask(?:s|ed)? for|insist\w*|must|condition\w*|demand\w*)\b",
    "decision": r"决定|决议|同意|批准|确定|定下|拍板|结论|\b(?:decid\w*|decision\w*|agreed?|approv\w*|conclu\w*)\b",
    "plan": r"计划|下一步|后续|安排|接下来|打算|\b(?:plans?|planned|next steps?|follow-?ups?|intend\w*|schedul\w*)\b",
    "risk": r"风险|隐患|担心|顾虑|\b(?:risks?|concerns?|worr\w*|threat\w*)\b",
    "success": r"做得好|亮点|顺利|成功|优势|\b(?:went well|success\w*|strengths?|good practice)\b",
}
_PATTERNS = {
    name: (re.compile(asks, re.IGNORECASE), re.compile(answers, re.IGNORECASE))
    for name, (asks, answers) in _SHAPES.items()
}
_SUBJECT_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _SUBJECTS.items()}


@dataclass(frozen=True, slots=True)
class Expectation:
    """`shapes` of which an answer has one; `subjects` that it, or the heading above it, speaks of.

    `counted` are the terms of what "how many" counts.
    """

    question: str
    shapes: tuple[str, ...]
    counted: frozenset[str]
    subjects: tuple[str, ...]

    @property
    def is_definite(self) -> bool:
        """Whether an answer must show a shape; a reason, a place or a name may be told without a word
        that says so."""
        return not _LOOSE.issuperset(self.shapes)

    def shaped(self, text: str, said: AbstractSet[str]) -> float:
        """1 where a text holds what a shape asks for, beyond what the question itself holds; part of
        it for a mere number where an amount is asked for. `said` are the question's terms it says."""
        measures = any(_is_measure(shape) or shape in _AMOUNTS for shape in self.shapes)
        bare = undated(text) if measures else text
        shares = [self._shaped(shape, text, bare, said) for shape in self.shapes]
        return max(shares, default=0.0)

    def answers_in(self, text: str) -> list[str]:
        """The figures and dates of a shape asked for that a text adds to what the question holds."""
        bare = undated(text)
        return [
            one
            for shape in self.shapes
            if shape not in _TOLD
            for one in _figures(_PATTERNS[shape][1], bare if _is_measure(shape) else text)
            if one not in self.question.lower()
        ]

    def speaks(self, texts: Sequence[str]) -> bool:
        """Whether one of the texts speaks of a subject that is asked about."""
        return any(
            _SUBJECT_PATTERNS[subject].search(text) for subject in self.subjects for text in texts
        )

    def _shaped(self, shape: str, text: str, bare: str, said: AbstractSet[str]) -> float:
        if self._adds(_PATTERNS[shape][1], bare if _is_measure(shape) else text):
            uncounted = shape == "number" and self.counted and self.counted.isdisjoint(said)
            return _SOME_NUMBER if uncounted else 1.0
        if shape in _AMOUNTS and self._adds(_PATTERNS["number"][1], bare):
            return _SOME_NUMBER
        return 0.0

    def _adds(self, pattern: re.Pattern[str], text: str) -> bool:
        held = _held(pattern, self.question)
        return any(match.group().lower() not in held for match in pattern.finditer(text))


def expected(question: str) -> Expectation:
    """The particular before the general: a number only where no amount is asked for by its kind, and
    somebody only where nothing else is asked for."""
    asked = [name for name, (asks, _) in _PATTERNS.items() if asks.search(question)]
    shapes = [name for name in asked if name not in _GENERAL]
    if not _AMOUNTS.intersection(shapes) and "number" in asked:
        shapes.append("number")
    shapes = shapes or [name for name in asked if name == "person"]
    subjects = tuple(name for name, words in _SUBJECT_PATTERNS.items() if words.search(question))
    return Expectation(question, tuple(shapes), _counted(question), subjects)


def _is_measure(shape: str) -> bool:
    return shape == "number" or shape in UNITS


def _figures(pattern: re.Pattern[str], text: str) -> list[str]:
    """What a pattern finds, with the whole of a figure that it only begins: price: 3450."""
    found = []
    for match in pattern.finditer(text):
        rest = _REST_OF_FIGURE.match(text, match.end()) if match.group()[-1:].isdigit() else None
        found.append((match.group() + (rest.group() if rest else "")).lower())
    return found


@lru_cache(maxsize=64)
def _held(pattern: re.Pattern[str], question: str) -> frozenset[str]:
    return frozenset(match.group().lower() for match in pattern.finditer(question))


def _counted(question: str) -> frozenset[str]:
    """The first words after "how many": 复判员 of 复判员在岗, new and cells of new cells."""
    match = _COUNTED.search(question)
    if not match:
        return frozenset()
    han, latin = match.groups()
    words = terms(han)[:1] if han else terms(latin)[:2]
    return frozenset(words).intersection(question_terms(question))
