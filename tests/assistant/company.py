"""A company of four people, one customer and three documents, small enough to sync in a test."""

from __future__ import annotations

from pathlib import Path

LI = "li.jing@acme.example"
"""Account manager of the sales department."""
WANG = "wang.qiang@acme.example"
"""Of human resources, who alone may read what stands in documents/hr."""
CHEN = "chen.yu@acme.example"
"""The administrator, who may read what everybody may."""
LEFT = "zhao.lei@acme.example"
"""Has left."""

PASSWORD = "open to everybody"
"""Everybody's in the demo; that which CHEN chooses at the real company."""

FACT = "恒岳电气二期的终验收日期是 2026-08-31。"
SECRET = "王强的年薪调整为 486,000 元。"

_CONFIG = """
[company]
name = "Acme 自动化"
domains = ["acme.example"]
timezone = "Asia/Shanghai"
{demo}
[[sources]]
name = "directory"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]
id = "id"
name = "name"
emails = ["email"]
title = "title"
department = "department"
active = "active"

[[sources]]
name = "documents"
kind = "folder"
path = "documents"
audience = ["everyone"]
[[sources.rules]]
path = "hr/**"
audience = ["dept:人力资源部"]

[[sources]]
name = "crm"
kind = "table"
path = "crm"
audience = ["everyone"]
[[sources.tables]]
entity = "customers"
file = "customers.csv"
id = "id"
name = "name"
customer = "id"
[sources.tables.people]
owner = ["owner"]
"""
_DEMO = """
[demo]
today = "2026-06-30"
password = "{password}"
admins = ["{chen}"]
suggestions = { zh = ["二期验收是哪天？"], en = ["When is acceptance?"] }
"""
DEMO_SETTINGS = _DEMO.replace("{password}", PASSWORD).replace("{chen}", CHEN)
_FILES = {
    "people.csv": (
        "id,name,email,title,department,active\n"
        f"1,李静,{LI},客户经理,销售部,yes\n"
        f"2,王强,{WANG},人事经理,人力资源部,yes\n"
        f"3,赵磊,{LEFT},工程师,服务部,no\n"
        f"4,陈宇,{CHEN},系统管理员,信息部,yes\n"
    ),
    "documents/恒岳二期.md": (
        f"# 恒岳二期\n\n## 验收\n\n{FACT}逾期每日按合同总价的万分之五支付违约金。\n\n## 投入产出\n\n13 个月。\n"
    ),
    "documents/hr/薪酬.md": f"# 薪酬调整\n\n{SECRET}\n",
    "documents/empty.md": "",
    "crm/customers.csv": f"id,name,owner\nC1,苏州恒岳电气股份有限公司,{LI}\n",
}


def found(folder: Path, *, demo: bool = True) -> Path:
    """Write the company into `folder`, and return its config.toml."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(demo=DEMO_SETTINGS if demo else ""), "utf-8")
    return config
