"""The words with which one asks who knows, whatever it is about."""

from __future__ import annotations

from functools import lru_cache

from ingest.segmentation import terms

_WORDS = (
    "谁 哪位 哪些 哪个 几位 同事 人 有人 有没有 懂 懂吗 熟 熟悉 门儿清 了解 清楚 知道 请教 问 问问 问谁 找 先找 聊聊 "
    "联系 跟进 跟 对接 做过 做 过 搞过 搞定 搞 负责 归 现在 目前 以后 公司 里 内部 我们 咱们 这边 这儿 那边 情况 擅长 "
    "经验 专家 高手 行家 帮忙 帮 教 讲讲 讲 讲解 比较 好 应该 想 一下 细节 当时 出自 手 张罗 研究过 研究 在行 靠谱 "
    "一般 临时 急事 一次 能 可以 "
    "who whom whose which colleague people person persons somebody someone anyone anybody team here there us our "
    "know known knows knowing about ask asking tell told explain help helped done did do has have had worked work "
    "working best closest keep keeps keeping contact contacts talk speak expert experts expertise experience "
    "experienced familiar well enough now used good right turn can could should would may might dealt deal deals "
    "handle handled handles responsible charge run ran wrote write lead leads picture question"
)


@lru_cache(maxsize=1)
def knowing_terms() -> frozenset[str]:
    """As terms of an index."""
    return frozenset(terms(_WORDS))
