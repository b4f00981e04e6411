"""Trades in company names: what tells two of one brand apart, in either script."""

from __future__ import annotations

import re

_TRADES = {
    "电气": "electric electrical", "电子": "electronic electronics", "机械": "machinery machine",
    "机电": "electromechanical", "食品": "food foods", "饮料": "beverage beverages",
    "包装": "packaging package", "物流": "logistics", "运输": "transport transportation",
    "化工": "chemical chemicals", "医疗": "medical", "医药": "pharma pharmaceutical pharmaceuticals",
    "制药": "pharma pharmaceutical pharmaceuticals", "生物": "bio biotech biotechnology",
    "汽车": "auto automotive automobile", "纺织": "textile textiles", "服装": "garment apparel clothing",
    "建筑": "construction building", "建材": "materials", "装饰": "decoration", "地产": "realty estate",
    "新能源": "energy", "能源": "energy", "电力": "power", "光伏": "solar photovoltaic", "电池": "battery",
    "软件": "software", "信息": "information", "网络": "network", "通信": "communication telecom",
    "半导体": "semiconductor", "仪器": "instrument instruments", "仪表": "instrument instruments",
    "模具": "mould mold moulds", "塑料": "plastic plastics", "橡胶": "rubber", "钢铁": "steel",
    "金属": "metal metals", "五金": "hardware", "轴承": "bearing bearings", "阀门": "valve valves",
    "电梯": "elevator elevators", "泵业": "pump pumps", "光学": "optics optical", "造船": "marine shipbuilding",
    "农业": "agriculture agricultural", "家具": "furniture", "玻璃": "glass", "造纸": "paper",
    "银行": "bank", "保险": "insurance", "证券": "securities", "旅游": "travel tourism", "酒店": "hotel hotels",
    "教育": "education", "广告": "advertising", "传媒": "media", "环保": "environmental", "自动化": "automation",
    "机器人": "robot robotics", "航空": "aviation air", "投资": "investment investments",
}  # fmt: skip
_CHINESE = re.compile("|".join(sorted(_TRADES, key=len, reverse=True)))
_OF_WORD = {word: words.split()[0] for words in _TRADES.values() for word in words.split()}


def trades_in(essence: str) -> frozenset[str]:
    """The trades that a name states, each by one English word."""
    chinese = (_TRADES[found].split()[0] for found in _CHINESE.findall(essence))
    latin = (_OF_WORD[word] for word in essence.split() if word in _OF_WORD)
    return frozenset((*chinese, *latin))
