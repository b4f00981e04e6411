"""What the kinds of customer knowledge are called."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.questions import Language
from ingest.filters import Knowledge

KNOWLEDGE_CALLED: Mapping[Language, Mapping[Knowledge, str]] = {
    "zh": {
        "about": "关于客户的知识",
        "for": "客户所需的知识",
        "from": "来自客户的知识",
        "with": "与客户共创的知识",
        "none": "内部事务",
    },
    "en": {
        "about": "knowledge about customers",
        "for": "knowledge for customers",
        "from": "knowledge from customers",
        "with": "knowledge made with customers",
        "none": "internal affairs",
    },
}
