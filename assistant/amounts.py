"""Numbers as text writes them, in digits or words, apart from dates, and the units they have."""

from __future__ import annotations

import re

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_HAN_DIGIT = "一二三四五六七八九十百千万半"
_MEASURE = (
    "[个台套条名位人次天日周月年季秒米吨元倍成种类件只根块组层级点站家份页项轮期班批把辆座处路颗片张支亿款道门遍步起例]"
    "|小时|分钟|毫米"
)

# A figure within a code is none (P500, E-37), nor is a 一 that measures nothing (统一, 一次, 一般).
NUMBER = (
    r"(?:(?<![a-z0-9.])(?<![a-z]-)\d[\d,.]{0,20}"
    rf"|(?:[二两三四五六七八九十百千万半][{_HAN_DIGIT}]{{0,20}}|一(?=[台套条名位人天周年倍半米吨]))\s{{0,9}}(?:{_MEASURE})"
    r"|\b(?:one(?! of)|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|once|twice|dozen|zero)\b)"
)
DAY = (
    r"\d{4}[-/年.]\s?\d{1,2}|\d{1,2}\s*月|\d{1,2}\s*(?:日|号)|\d{4}\s*年|周[一二三四五六日末]|星期|年底|月底|"
    r"季度|今天|明天|昨天|[上下]午|\d\s*点|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b|\b{_MONTH}\s+\d|\b(?:19|20)\d\d\b|"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:today|tomorrow|yesterday|tonight|quarter)\b|\b\d{1,2}:\d\d\b"
)
SPAN = (
    rf"{NUMBER}\s{{0,9}}(?:个|多)?\s{{0,9}}(?:天|日|周|星期|月|季度|年|小时|分钟|分|秒|毫秒|ms|s\b|min|"
    r"-?\s?(?:second|minute|hour|day|week|month|quarter|year))|"
    rf"[{_HAN_DIGIT}两]{{1,20}}(?:天|周|年|个?月|个?小时|分钟|秒)|每(?:天|日|周|月|季度|年)|"
    r"\b(?:daily|weekly|monthly|yearly|every)\b|"
    r"(?:days?|weeks?|months?|years?|hours?|[天周月年时])[^\n·]{0,6}[:：]\s*\d"
)
SUM = (
    r"\d[\d,.]{0,20}\s{0,9}[万千亿]?\s{0,9}(?:元|万|亿|美元|欧|块)|"
    r"(?:eur|usd|cny|rmb|nok|gbp|thb|nzd|vnd|jpy|aud|sgd|[€$£¥])\s*\d|"
    r"\d[\d,.]{0,20}\s{0,9}(?:eur|usd|cny|rmb|nok|gbp|thb|nzd|million|euros?|dollars?|yuan)\b|"
    r"(?:价|额|price|cost|amount)[^\n·]{0,12}[:：]\s*\d|免费|\bfree\b"
)
SHARE = r"\d\s*[%％‰]|百分之|\d\s*折|\bpercent\b|[一二三四五六七八九]成"

# Name -> what asks for such an amount, and the units that it may have.
UNITS = {
    "weight": (
        r"多重|重量|自重|\bhow heavy\b|\bweigh\w*\b",
        r"(?:kg|公斤|千克|克|吨|g\b|t\b|tons?\b|tonnes?\b|kilograms?)",
    ),
    "speed": (
        r"多快|速度|\bhow fast\b|\bspeed\b",
        r"(?:m/s|m/min|mm/s|km/h|rpm|米每(?:秒|分钟)|转|(?:\w{1,30} ){0,2}(?:per|an?|each|every) (?:second|minute|hour)|\S{1,3}每(?:秒|分|小时)|毫秒|ms)",
    ),
    "length": (
        r"多长(?!时间)|多宽|多深|多厚|多远|尺寸|直径|长度|高度|宽度|厚度|\bhow (?:far|wide|deep|tall|thick|close)\b|"
        r"\b(?:length|height|width|thickness|diameter|distance|dimensions?)\b",
        r"(?:[mck]?m\b(?!/)|[uµ]m\b|毫米|厘米|微米|公里|米(?!每)|(?:kilo|centi|milli)?met(?:er|re)s?\b|inch(?:es)?|feet|foot)",
    ),
    "temperature": (
        r"温度|[壳水油]温|多热|\bhow (?:hot|cold|cool|warm)\b|\btemperatures?\b",
        r"(?:度|℃|°|degrees?|摄氏)",
    ),
    "power": (r"功率|\b(?:rated power|power rating)\b", r"(?:[km]?w\b|千瓦|瓦|watts?)"),
    "voltage": (r"电压|\bvoltage\b", r"(?:k?v\b|伏|volts?)"),
    "current": (r"电流", r"(?:m?a\b|安|amps?)"),
    "pressure": (r"压力|气压|\bpressure\b", r"(?:bar\b|[mk]?pa\b|兆帕|千帕|帕|公斤)"),
    "frequency": (
        r"频率|行频|\bfrequency\b|\b(?:at what|sampling) rate\b",
        r"(?:[km]?hz|赫兹?|次|times)",
    ),
    "force": (r"多大的?力|拧紧力|扭矩|\b(?:torque|force)\b", r"(?:k?n\b|nm\b|n·m|牛)"),
    "area": (r"面积|\bfloor space\b|\bsquare met", r"(?:平米|平方|m2|㎡|square|亩|hectares?)"),
    "volume": (r"容积|体积|\bvolume\b", r"(?:升|l\b|lit(?:er|re)s?|立方|m3)"),
    "resolution": (
        r"分辨率|\bresolution\b",
        r"(?:万?像素|megapixels?|mp\b|毫米|mm|位|-?bits?|微米|[uµ]m|dpi)",
    ),
    "people": (
        r"(?:多少|几)[名位个]?(?:人|员工|同事|操作[工员]|工人|职工|学员|工程师)|人数|"
        r"\bhow many (?:\w+ ){0,2}(?:people|persons?|staff|employees|workers|operators|engineers|guests|participants|trainees|visitors|colleagues)\b|\bheadcount\b",
        r"(?:人|名|位|people|persons?|staff|employees|workers|operators|engineers|guests|participants|trainees|visitors|attend\w*)",
    ),
}

_DATED = re.compile(
    rf"\d{{4}}\s?[-/年.]\s?\d{{1,2}}\s?[-/月.]\s?\d{{1,2}}\s?[日号]?|\d{{1,2}}\s?月\s?\d{{1,2}}\s?[日号]|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+\d{{4}})?\b|\b{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?\b|"
    rf"\d{{4}}\s?[-/年.]\s?\d{{1,2}}|\d{{4}}\s?年|\d{{1,2}}\s?月|\b(?:19|20)\d\d\b|"
    rf"第[{_HAN_DIGIT}\d]+|[{_HAN_DIGIT}\d]\s?期",
    re.IGNORECASE,
)


def undated(text: str) -> str:
    """The text without its dates and ordinals, so that what counts or measures is left."""
    return _DATED.sub(" ", text)
