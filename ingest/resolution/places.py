"""Places in company names: which a name states, in either script, and what is left of it without them."""

from __future__ import annotations

import re

from pypinyin import lazy_pinyin

_CHINESE = (
    "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 "
    "贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门 深圳 广州 东莞 佛山 珠海 中山 惠州 江门 "
    "汕头 湛江 苏州 南京 无锡 常州 南通 扬州 徐州 镇江 盐城 泰州 淮安 连云港 昆山 太仓 常熟 张家港 江阴 杭州 宁波 "
    "温州 嘉兴 绍兴 台州 金华 湖州 义乌 合肥 芜湖 蚌埠 马鞍山 福州 厦门 泉州 漳州 莆田 南昌 九江 赣州 济南 青岛 "
    "烟台 潍坊 淄博 威海 临沂 郑州 洛阳 开封 新乡 武汉 宜昌 襄阳 长沙 株洲 湘潭 衡阳 成都 绵阳 德阳 宜宾 西安 "
    "宝鸡 咸阳 沈阳 大连 鞍山 长春 哈尔滨 大庆 昆明 贵阳 遵义 南宁 柳州 桂林 兰州 银川 西宁 太原 大同 石家庄 "
    "唐山 保定 廊坊 邯郸 海口 三亚 乌鲁木齐 呼和浩特 包头 拉萨"
).split()
_OTHER_SPELLINGS = {
    "peking": "北京", "shaanxi": "陕西", "harbin": "哈尔滨", "hongkong": "香港", "hk": "香港",
    "macau": "澳门", "macao": "澳门", "taiwan": "台湾", "tibet": "西藏", "canton": "广州",
    "tsingtao": "青岛", "xian": "西安", "lanzhou": "兰州", "urumqi": "乌鲁木齐",
}  # fmt: skip
_LATIN = {"".join(lazy_pinyin(place)): place for place in reversed(_CHINESE)} | _OTHER_SPELLINGS
_ANY = "|".join(sorted(_CHINESE, key=len, reverse=True))
_BEFORE = re.compile(rf"^(?:中国)?((?:(?:{_ANY})(?:省|市|自治区)?)+)(?=..)")
_AFTER = re.compile(rf"(?<=..)({_ANY})(?:市)?$")
_EACH = re.compile(_ANY)


def without_places(essence: str, *, is_han: bool) -> tuple[str, frozenset[str]]:
    """A name without the places before and after it, and the narrowest of them on each side, by their
    Chinese names."""
    return _of_chinese(essence) if is_han else _of_latin(essence)


def _of_chinese(essence: str) -> tuple[str, frozenset[str]]:
    found = set()
    if before := _BEFORE.match(essence):
        found.add(_EACH.findall(before[1])[-1])
        essence = essence[before.end() :]
    if after := _AFTER.search(essence):
        found.add(after[1])
        essence = essence[: after.start()]
    return essence, frozenset(found)


def _of_latin(essence: str) -> tuple[str, frozenset[str]]:
    words = essence.split()
    found = set()
    for at in (0, -1):
        if len(words) > 1 and words[at] in _LATIN:
            found.add(_LATIN[words.pop(at)])
    return " ".join(words), frozenset(found)
