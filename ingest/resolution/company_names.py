"""Company names taken apart: what is left without the legal form, and what tells two of one group apart."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, pinyin

from ingest.names import fold
from ingest.resolution.places import without_places
from ingest.resolution.trades import trades_in

_BRANCH = re.compile(r"(?:分公司|支公司|办事处|代表处|分厂|分店|事业部|子公司)$|\bbranch\b")
_BRACKETED_COUNTRY = re.compile(r"[(\[【]\s*(?:中国|china|prc|cn)\s*[)\]】]")
_CHINESE_FORM = re.compile(
    r"(?:(?:股份)?有限责任公司|(?:股份)?有限公司|股份公司|总公司|公司|股份)$|株式会社|\(株\)"
)
_CHINESE_GROUP = re.compile(r"集团$")
_NO_WORD = re.compile(r"[^\w]+|_")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十]")
_LATIN_FORMS = {
    "ltd": "ltd", "limited": "ltd", "inc": "inc", "incorporated": "inc", "corp": "corp",
    "corporation": "corp", "co": "", "company": "", "llc": "llc", "llp": "llp", "lp": "lp",
    "plc": "plc", "gmbh": "gmbh", "mbh": "gmbh", "ag": "ag", "kg": "kg", "kgaa": "kgaa", "se": "se",
    "ug": "ug", "ohg": "ohg", "sa": "sa", "sas": "sas", "sarl": "sarl", "spa": "spa", "srl": "srl",
    "bv": "bv", "nv": "nv", "ab": "ab", "as": "as", "asa": "asa", "oy": "oy", "oyj": "oyj",
    "aps": "aps", "pte": "pte", "pty": "pty", "pvt": "pvt", "bhd": "bhd", "sdn": "bhd", "kk": "kk",
    "lda": "lda", "ltda": "ltda", "sro": "sro", "kft": "kft", "doo": "doo",
}  # fmt: skip
_LATIN_GROUPS = frozenset({"group", "holding", "holdings"})
_NOBODY = frozenset(
    "个人,个人客户,散客,散户,零售客户,现金客户,测试,测试客户,测试公司,其他,其它,未知,无,暂无,匿名,待定,临时客户,客户,公司,"
    "test,test customer,customer,unknown,none,not applicable,other,others,misc,cash,cash customer,"
    "walk in,walk in customer,individual,private,tbd,demo,sample,anonymous,default,holdings,group".split(
        ","
    )
)
_LEAST_HAN = 3
_LEAST_LATIN = 4
_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name in its parts. `essence` is folded, without legal form, brackets and punctuation; `core` is
    that without the places before and after it; `form` is the legal form, empty where the name states
    none; `sounds` are the core in pinyin, a syllable a Chinese character, Latin words as they are;
    `numerals` count one of several alike: the 一 of 第一机床厂, the 2 of Plant 2."""

    written: str
    essence: str
    core: str
    places: frozenset[str]
    trades: frozenset[str]
    form: str
    is_group: bool
    is_branch: bool
    is_han: bool
    sounds: tuple[str, ...]
    numerals: frozenset[str]

    @property
    def key(self) -> str:
        """What two names of one company have in common, wherever they put the place."""
        return "|".join((self.core, *sorted(self.places)))

    @property
    def is_telling(self) -> bool:
        """Whether the essence is long enough, and nobody's placeholder, to say by itself who is meant."""
        if self.essence in _NOBODY or self.essence.isdigit():
            return False
        return len(self.essence.replace(" ", "")) >= (_LEAST_HAN if self.is_han else _LEAST_LATIN)

    def differs(self, other: CompanyName) -> bool:
        """Whether two names are two companies' however alike: another place, trade or legal form, a branch,
        or the group beside a company of its name."""
        if self.is_branch != other.is_branch:
            return True
        if self.places and other.places and self.places.isdisjoint(other.places):
            return True
        if self.trades and other.trades and self.trades.isdisjoint(other.trades):
            return True
        if not (self.form and other.form):
            return False
        # "Co., Ltd." is what many a 有限公司 calls itself abroad.
        is_one_script = self.is_han == other.is_han
        return (is_one_script and self.form != other.form) or self.is_group != other.is_group


@lru_cache(maxsize=_KEPT)
def company_name(written: str) -> CompanyName:
    """The parts of a name."""
    folded = _BRACKETED_COUNTRY.sub(" ", fold(written).replace("（", "(").replace("）", ")"))
    is_branch = bool(_BRANCH.search(folded))
    if _HAN.search(folded):
        essence, form, is_group = _chinese(folded, is_branch)
    else:
        essence, form, is_group = _latin(folded)
    core, places = without_places(essence, is_han=bool(_HAN.search(essence)))
    is_han = bool(_HAN.search(core))
    sounds = map(_sound, core.replace(" ", "")) if is_han else core.split()
    return CompanyName(
        written,
        essence,
        core,
        places,
        trades_in(essence),
        form,
        is_group,
        is_branch,
        is_han,
        tuple(sounds),
        frozenset(_NUMERAL.findall(essence)),
    )


def _chinese(folded: str, is_branch: bool) -> tuple[str, str, bool]:
    said, form, is_group = _NO_WORD.sub("", folded), "", False
    if is_branch:
        return said, "", False
    while True:
        short = _CHINESE_FORM.sub("", said)
        if short != said:
            form = "cn"
        elif _CHINESE_GROUP.search(said):
            short, is_group = _CHINESE_GROUP.sub("", said), True
        if short == said:
            return said, form, is_group
        said = short


def _latin(folded: str) -> tuple[str, str, bool]:
    plain = unicodedata.normalize("NFKD", folded.replace("ß", "ss"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    # "S.A." and "B.V." are one word each.
    plain = re.sub(r"\b((?:[a-z]\.){1,3}[a-z])\b\.?", lambda word: word[1].replace(".", ""), plain)
    words = _NO_WORD.sub(" ", plain.replace("&", " and ").replace("'", "")).split()
    if words[:1] == ["the"]:
        words = words[1:]
    forms: list[str] = []
    is_group = False
    while len(words) > 1:
        if words[-1] in _LATIN_FORMS:
            forms.append(_LATIN_FORMS[words.pop()])
        elif words[-1] in _LATIN_GROUPS:
            is_group = True
            words.pop()
        elif words[-1] == "and" and forms:
            words.pop()
        else:
            break
    form = " ".join(sorted({one for one in forms if one})) or ("co" if forms else "")
    return " ".join(words), form, is_group


@lru_cache(maxsize=_KEPT)
def _sound(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0])
