"""A company with namesakes, three customers, their contacts and products, and what its lookups say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.bootstrap import Application, open_application
from assistant.fielded import FieldFact
from assistant.settings import load_settings
from tests.hash_embedder import HashEmbedder

LI = "li.jing@acme.example"
"""Sales; may read the contacts of customers."""
QIAN = "qian.jun@acme.example"
"""Purchasing; may not."""

_CONFIG = """
[company]
name = "Acme 自动化"
domains = ["acme.example"]
timezone = "Asia/Shanghai"

[[sources]]
name = "directory"
kind = "directory"
path = "people.csv"
audience = ["everyone"]
[sources.columns]
id = "id"
name = "name"
aliases = ["english"]
emails = ["email"]
title = "title"
department = "department"
manager = "manager_id"
active = "active"

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
aliases = ["english"]
customer = "id"
[sources.tables.people]
owner = ["负责人邮箱"]
[sources.tables.fields]
owner = "负责人"
tier = "tier"
credit_days = "账期天数"
[[sources.tables]]
entity = "contacts"
file = "contacts.csv"
id = "contact_id"
name = ["name", "account"]
emails = ["email"]
customer = "account_id"
audience = ["dept:销售部"]
[sources.tables.fields]
contact = "name"
title = "title"
email = "email"
phone = "phone"
[[sources.tables]]
entity = "products"
file = "products.csv"
id = "code"
name = ["code", "name"]
[sources.tables.fields]
amount = "list_price"
"""
_FILES = {
    "people.csv": (
        "id,name,english,email,title,department,manager_id,电话,active\n"
        "1,陈禾,Grace Chen,chen.he@acme.example,财务总监,财务部,,5550-01,yes\n"
        f"2,李静,Jing Li,{LI},客户经理,销售部,5,5550-02,yes\n"
        "3,张伟,David Zhang,zhang.wei@acme.example,客户经理,销售部,5,5550-03,yes\n"
        "4,张伟,Wesley Zhang,zhang.wei2@acme.example,服务工程师,客户服务部,6,5550-04,yes\n"
        "5,王磊,Ray Wang,wang.lei@acme.example,销售部经理,销售部,,5550-05,yes\n"
        "6,郑凯,Kai Zheng,zheng.kai@acme.example,客户服务部经理,客户服务部,,5550-06,yes\n"
        f"7,钱军,Jack Qian,{QIAN},采购经理,采购部,,5550-07,yes\n"
        "8,高翔,Sean Gao,gao.xiang@acme.example,法务经理,法务部,,5550-08,no\n"
    ),
    "crm/customers.csv": (
        "id,name,english,tier,账期天数,负责人,负责人邮箱\n"
        f"C1,恒岳电气,恒岳;Hengyue Electric;Hengyue,A,60,李静,{LI}\n"
        "C2,澜海新能源,澜海;Lanhai,B,45,张伟,zhang.wei@acme.example\n"
        f"C3,诺德维克包装,Nordvik Packaging;Nordvik,C,30,李静,{LI}\n"
    ),
    "crm/contacts.csv": (
        "contact_id,account_id,account,name,title,email,phone\n"
        "P1,C1,Hengyue Electric,周平,采购总监,zhou@hengyue.example,138-01\n"
        "P2,C1,Hengyue Electric,吕敏,设备部经理,lv@hengyue.example,138-02\n"
        "P3,C3,Nordvik Packaging,Lars Eide,Maintenance Manager,lars@nordvik.example,+47-03\n"
    ),
    "crm/products.csv": (
        "code,name,list_price,lead_time_weeks,product_manager\n"
        "HC-P5,P500 中型 PLC,6800,4,zheng.kai@acme.example\n"
        "HC-P5R,P500R 冗余 PLC,21500,8,zheng.kai@acme.example\n"
        "HC-C25,C25 线扫相机,32500,6,zheng.kai@acme.example\n"
    ),
}

_DEALINGS = """
[[sources.tables]]
entity = "contracts"
file = "contracts.csv"
id = "id"
name = ["id", "title"]
text = ["terms"]
customer = "account_id"
[sources.tables.fields]
amount = "amount"
[[sources.tables]]
entity = "activities"
file = "activities.csv"
id = "id"
name = "subject"
date = "day"
text = ["notes"]
customer = "account_id"
kind_column = "type"
audience_column = "audience"
[sources.tables.people]
author = ["by"]
[sources.tables.kinds]
"拜访" = "visit"
"会议" = "meeting"
"""
_DEALINGS_FILES = {
    "crm/contracts.csv": (
        "id,title,account_id,amount,terms\n"
        "HT-1,恒岳装配线合同,C1,320000,质保 24 个月。\n"
        "HT-2,恒岳维保合同,C1,36000,\n"
        "HT-3,Nordvik retrofit contract,C3,412000,\n"
    ),
    "crm/activities.csv": (
        "id,account_id,day,type,subject,by,notes,audience\n"
        f"A1,C2,2026-04-01,拜访,澜海初访,{LI},初次见面。约好再来。,everyone\n"
        f"A2,C2,2026-05-02,拜访,澜海试产,{LI},试产通过。遗留三项。,dept:销售部\n"
        f"A3,C2,2999-01-01,会议,澜海年会,{LI},还没开。,everyone\n"
    ),
}


@contextmanager
def opened_crm(
    folder: Path, written_instead: Mapping[str, str] | None = None, *, with_dealings: bool = False
) -> Iterator[Application]:
    """The company, read; in its files some words may be written instead of others. With dealings it has
    contracts and visits besides."""
    for name, text in (_FILES | (_DEALINGS_FILES if with_dealings else {})).items():
        for words, others in (written_instead or {}).items():
            text = text.replace(words, others)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = folder / "config.toml"
    config.write_text(_CONFIG + (_DEALINGS if with_dealings else ""), "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        application.sync()
        yield application


def facts_of(crm: Application, question: str, asker: str = LI) -> tuple[FieldFact, ...]:
    """The fields that answer a question."""
    return crm.assistant.weigh(question, access=crm.access(asker)).facts


def spoken(crm: Application, question: str, asker: str = LI) -> list[str]:
    """The same, as an answer says them."""
    return [fact.spoken for fact in facts_of(crm, question, asker)]
