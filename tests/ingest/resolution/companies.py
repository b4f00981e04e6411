"""Made-up companies as three sources write them, with the truth of who is who: no name of them is real.

Beside each company stand those it is easily taken for: subsidiaries in other cities, the group, others of
its brand in another trade, brands that look or sound alike.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from opencc import OpenCC
from pypinyin import lazy_pinyin

from ingest.resolution.phones import phone
from ingest.resolution.profiles import CustomerProfile

SOURCES = ("crm", "erp", "desk")
_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_BRAND = "华盛恒安瑞达鑫宏远博泰科创新明德嘉信永昌顺丰润泽天成海川凯利东方金石长青飞翔中正同辉百川启元云帆睿思卓越弘毅"
_CITIES = {
    "苏州": "Suzhou", "上海": "Shanghai", "宁波": "Ningbo", "青岛": "Qingdao", "成都": "Chengdu",
    "武汉": "Wuhan", "深圳": "Shenzhen", "长沙": "Changsha", "合肥": "Hefei", "厦门": "Xiamen",
}  # fmt: skip
_TRADES = {
    "电气": "Electric", "机械": "Machinery", "精密模具": "Precision Mould", "包装材料": "Packaging",
    "新能源科技": "New Energy Technology", "食品": "Foods", "医疗器械": "Medical Devices",
    "汽车零部件": "Auto Parts", "物流": "Logistics", "化工": "Chemicals", "电子科技": "Electronics",
    "建筑装饰": "Decoration", "信息技术": "Information Technology", "纺织": "Textile",
}  # fmt: skip
_STEMS = "nor vik bran del tor hal mer lin gra fen ash wes kel dor san vel pol rik mar tan".split()
_TRADES_ABROAD = (
    "Packaging Foods Instruments Logistics Bearings Optics Pumps Textiles Marine".split()
)
_FORMS_ABROAD = ("GmbH", "Ltd", "Inc.", "AS", "S.A.", "B.V.", "AB", "LLC", "PLC")
_TRADITIONAL = OpenCC("s2t")


@dataclass(frozen=True, slots=True)
class Company:
    """One that exists; several of a group share a domain and perhaps a switchboard."""

    number: int
    brand: str
    city: str
    trade: str
    form: str
    tax_number: str
    domain: str
    phone: str

    @property
    def is_chinese(self) -> bool:
        return bool(self.city)


def companies(seed: int, count: int) -> list[Company]:
    """So many companies, most with a few that they are easily taken for."""
    dice = random.Random(seed)
    made: list[Company] = []
    while len(made) < count:
        family = _chinese(dice) if dice.random() < 0.7 else _abroad(dice)
        for brand, city, trade, form in family:
            own_domain = len(family) == 1 or dice.random() < 0.5
            label = "".join(lazy_pinyin(brand)) if city else brand.lower()
            domain = f"{label}{dice.randrange(1000) if own_domain else ''}.example.com"
            number = f"+86{dice.choice(('512', '21', '755'))}{dice.randrange(10**7, 10**8)}"
            tax = _credit_code(dice) if city else f"DE{dice.randrange(10**8, 10**9)}"
            made.append(Company(len(made), brand, city, trade, form, tax, domain, phone(number)))
    return made[:count]


def stated(
    company: Company, source: str, number: int, dice: random.Random, switchboard: str
) -> CustomerProfile:
    """A company as one source has it: a name in one of its spellings, and some of its facts."""
    domains = {company.domain.replace(".example.com", ".com")} if dice.random() < 0.4 else set()
    shared = {switchboard} if dice.random() < 0.05 else set()
    phones = {company.phone} if dice.random() < 0.4 else shared
    names = [dice.choice(list(_spellings(company, dice)))]
    if dice.random() < 0.2:
        names.append(dice.choice(list(_spellings(company, dice))))
    return CustomerProfile(
        f"c{number:06d}",
        source,
        f"record{number}",
        tuple(names),
        frozenset({company.tax_number} if dice.random() < 0.35 else ()),
        frozenset(domains),
        frozenset(),
        frozenset(phones),
    )


def world(seed: int, count: int) -> tuple[dict[str, CustomerProfile], dict[str, int]]:
    """Profiles by id, and which company each is: a source has each at most once, and not every one."""
    dice = random.Random(seed)
    switchboard = phone(f"021-{dice.randrange(10**7, 10**8)}")
    profiles: dict[str, CustomerProfile] = {}
    truth: dict[str, int] = {}
    entries = [
        (company, source)
        for company in companies(seed, count)
        for source in SOURCES
        if dice.random() < 0.6
    ]
    dice.shuffle(entries)
    for number, (company, source) in enumerate(entries, 1):
        profile = stated(company, source, number, dice, switchboard)
        profiles[profile.entity_id] = profile
        truth[profile.entity_id] = company.number
    return profiles, truth


def _chinese(dice: random.Random) -> list[tuple[str, str, str, str]]:
    brand = "".join(dice.sample(_BRAND, dice.choice((2, 2, 2, 3))))
    city, trade = dice.choice(list(_CITIES)), dice.choice(list(_TRADES))
    form = dice.choice(("有限公司", "有限公司", "股份有限公司"))
    family = [(brand, city, trade, form)]
    if dice.random() < 0.4:
        family.append((brand, dice.choice([c for c in _CITIES if c != city]), trade, form))
    if dice.random() < 0.3:
        other = dice.choice([one for one in _TRADES if one != trade])
        family.append((brand, city, other, "有限公司"))
    if dice.random() < 0.15:
        family.append((brand, city, "", "集团有限公司"))
    if dice.random() < 0.3:
        alike = brand[:-1] + dice.choice([one for one in _BRAND if one not in brand])
        family.append((alike, city, trade, form))
    return family


def _abroad(dice: random.Random) -> list[tuple[str, str, str, str]]:
    brand = "".join(dice.sample(_STEMS, dice.choice((2, 2, 3)))).capitalize()
    trade, form = dice.choice(_TRADES_ABROAD), dice.choice(_FORMS_ABROAD)
    family = [(brand, "", trade, form)]
    if dice.random() < 0.1:
        family.append((brand, "", trade, dice.choice([f for f in _FORMS_ABROAD if f != form])))
    if dice.random() < 0.3:
        family.append((brand, "", dice.choice([t for t in _TRADES_ABROAD if t != trade]), form))
    return family


def _spellings(company: Company, dice: random.Random) -> Iterator[str]:
    brand, trade, form = company.brand, company.trade, company.form
    if not company.is_chinese:
        whole = f"{brand} {trade} {form}"
        typo = dice.randrange(1, len(brand))
        yield from (whole, whole, whole.upper(), f"{brand} {trade}", f"{brand} {trade}, {form}")
        yield from (
            f"The {whole}",
            f"{brand} {trade} {form.replace('.', '')}",
            f"{brand[:typo]}{brand[typo:].swapcase()} {trade}",
        )
        yield f"{brand[:typo]}{brand[typo + 1 :]} {trade} {form}"
        return
    whole = f"{company.city}{brand}{trade}{form}"
    abroad = f"{''.join(lazy_pinyin(brand)).capitalize()} {_TRADES.get(trade, 'Group')} Co., Ltd."
    yield from (whole, whole, whole, _TRADITIONAL.convert(whole), f" {whole[:4]} {whole[4:]} ")
    yield from (f"{company.city}{brand}{trade}", f"{company.city}市{brand}{trade}{form}")
    yield from (f"{brand}{trade}（{company.city}）{form}", f"{brand}{trade}({company.city}){form}")
    yield from (abroad, f"{_CITIES[company.city]} {abroad}", f"{brand}{trade}" if trade else brand)


def _credit_code(dice: random.Random) -> str:
    body = f"91{dice.randrange(10**5, 10**6)}" + "".join(dice.choice(_SIGNS) for _ in range(9))
    total = sum(_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + _SIGNS[-total % 31]
