"""What the answer to a question must look like: a date, a sum, a reason, a lesson learnt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ZH_NUMERAL = "一二两三四五六七八九十百千万半"
_NUMBER = (
    rf"(?:\d[\d,.]*|[{_ZH_NUMERAL}]+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|fourteen|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|half|"
    r"once|twice|none|no)\b)"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"

# Name -> what asks for it, what answers it.
_SHAPES = {
    "duration": (
        r"多久|多长时间|多少(?:天|周|年|个月|小时|分钟|秒)|几(?:天|周|年|个月|个小时|分钟|秒)|期限|时长|"
        r"\bhow (?:long|often|soon|quickly|fast)\b|\bhow many (?:days|weeks|months|years|hours|minutes|seconds)\b|\b(?:duration|period)\b",
        _NUMBER
        + r"\s*(?:个|多)?\s*(?:天|日|周|星期|月|季度|年|小时|分钟|分|秒|毫秒|ms|s\b|min|-?\s?(?:second|minute|hour|day|week|month|quarter|year))|每(?:天|日|周|月|季度|年)|\b(?:daily|weekly|monthly|yearly|every)\b",
    ),
    "date": (
        r"哪天|哪一天|哪年|哪月|哪个月|几月|几号|何时|什么时候|什么日期|什么时间|日期|截止|"
        r"^when\b|\b(?:and|by|since|until) when\b|\bwhen (?:is|are|was|were|do|does|did|will|can|could|should|must|has|have)\b|\bwhat (?:date|day|month|year|time)\b|\bwhich (?:date|day|month|year)\b|\bby when\b|\bdeadline\b",
        r"\d{4}[-/年.]\s?\d{1,2}|\d{1,2}\s*月|\d{1,2}\s*(?:日|号)|\d{4}\s*年|周[一二三四五六日末]|星期|年底|月底|季度|今天|明天|昨天|"
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b|\b{_MONTH}\s+\d|\b(?:19|20)\d\d\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
        r"\b(?:today|tomorrow|yesterday|tonight|quarter)\b|\b\d{1,2}:\d\d\b",
    ),
    "money": (
        r"多少钱|价格|单价|价钱|售价|报价|金额|预算|费用|造价|成本|花了?多少|省了?多少|"
        r"\bhow (?:much|expensive)\b|\b(?:price|prices|cost|costs|budget|fee|fees|spend|pay|amount|value)\b",
        r"\d[\d,.]*\s*(?:元|万|亿|美元|欧元|块)|(?:eur|usd|cny|rmb|nok|gbp|thb|nzd|vnd|jpy|aud|sgd|[€$£¥])\s*\d|"
        r"\d[\d,.]*\s*(?:eur|usd|cny|rmb|nok|gbp|thb|nzd|million|euros?|dollars?)\b|(?:价|price|cost|amount)[^\n·]{0,12}[:：]\s*\d|免费|\bfree\b",
    ),
    "percent": (
        r"百分|比例|占比|折扣|几折|利率|毛利率|良率|合格率|准确率|误差|"
        r"\b(?:percent|percentage|share|discount|rate|margin|yield)\b",
        r"\d\s*[%％‰]|百分之|\d\s*折|\bpercent\b",
    ),
    "number": (
        r"多少|几(?!乎|何|时|天|号|月|点)|多大|多高|多重|多远|多快|最多|至少|上限|"
        r"\bhow (?:many|much|far|big|large|high|heavy|wide|deep|tall|close|strong|old)\b|\b(?:at most|at least|maximum|minimum|number of|distance)\b",
        _NUMBER,
    ),
    "reason": (
        r"为什么|为何|原因|怎么会|什么导致|缘由|\bwhy\b|\b(?:reason|reasons|cause|causes|caused|because)\b",
        r"因为|由于|因此|所以|导致|原因|为了|造成|引起|缘于|"
        r"\b(?:because|since|due to|caused?|reason|therefore|so that|as a result|owing to)\b",
    ),
}

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
_SHAPE_PATTERNS = {
    name: (re.compile(asks, re.IGNORECASE), re.compile(answers, re.IGNORECASE))
    for name, (asks, answers) in _SHAPES.items()
}
_SUBJECT_PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in _SUBJECTS.items()}


@dataclass(frozen=True, slots=True)
class Expectation:
    """`shapes` of which an answer has one; `subjects` that it, or the heading above it, speaks of."""

    question: str
    shapes: tuple[str, ...]
    subjects: tuple[str, ...]

    def shaped(self, text: str) -> bool:
        """Whether a text holds what a shape asks for, beyond what the question itself holds."""
        return any(
            match.group().lower() not in self.question
            for shape in self.shapes
            for match in _SHAPE_PATTERNS[shape][1].finditer(text)
        )

    def speaks(self, texts: Sequence[str]) -> bool:
        """Whether one of the texts speaks of a subject that is asked about."""
        return any(
            _SUBJECT_PATTERNS[subject].search(text) for subject in self.subjects for text in texts
        )


def expected(question: str) -> Expectation:
    """The particular shapes before the general: a duration is asked as "how many weeks" too."""
    shapes = [name for name, (asks, _) in _SHAPE_PATTERNS.items() if asks.search(question)]
    if len(shapes) > 1 and "number" in shapes:
        shapes.remove("number")
    subjects = tuple(name for name, words in _SUBJECT_PATTERNS.items() if words.search(question))
    return Expectation(question.lower(), tuple(shapes), subjects)
