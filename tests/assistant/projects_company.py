"""A company with past projects: deals, contracts, folders, reviews, tasks, namesakes and people who left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.bootstrap import Application, open_application
from assistant.settings import load_settings
from tests.hash_embedder import HashEmbedder

LIN = "lin@plant.example"
"""Leads everybody."""
MEI = "mei@plant.example"
"""Sales; reports to Lin."""
TAO = "tao@plant.example"
"""Delivery; reports to Lin; author of the review."""
NEW = "new@plant.example"
"""New in delivery."""
HR = "hr@plant.example"
"""Human resources, who alone may read the board's folder."""
GONE = "gone@plant.example"
"""Has left; was in sales, under Mei."""

_CONFIG = """
[company]
name = "Plant"
domains = ["plant.example"]
[demo]
today = "2026-06-30"
password = "plant pass"
admins = ["hr@plant.example"]
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
manager = "manager"
active = "active"
[[sources]]
name = "documents"
kind = "folder"
path = "documents"
audience = ["everyone"]
[[sources.rules]]
path = "board/**"
audience = ["dept:人力资源部"]
[[sources.rules]]
path = "projects/秘密/**"
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
aliases = ["english"]
customer = "id"
[sources.tables.people]
owner = ["owner"]
[sources.tables.fields]
industry = "industry"
[[sources.tables]]
entity = "deals"
file = "deals.csv"
id = "id"
name = "name"
date = "close"
text = ["history"]
customer = "customer"
audience_column = "audience"
[sources.tables.people]
owner = ["owner"]
[sources.tables.fields]
stage = "stage"
product = "product"
next_step = "next"
[[sources.tables]]
entity = "contracts"
file = "contracts.csv"
id = "id"
name = ["id", "name"]
date = "signed"
text = ["terms"]
customer = "customer"
[sources.tables.people]
owner = ["owner"]
[sources.tables.fields]
end_date = "ends"
status = "status"
[[sources.tables]]
entity = "activities"
file = "activities.csv"
id = "id"
name = "subject"
date = "day"
text = ["notes"]
customer = "customer"
kind_column = "type"
audience_column = "audience"
[sources.tables.people]
author = ["by"]
[sources.tables.kinds]
"visit" = "visit"
"call" = "call"
[[sources.tables]]
entity = "tasks"
file = "tasks.csv"
id = "id"
name = "subject"
date = "due"
text = ["notes"]
customer = "customer"
[sources.tables.people]
assignee = ["assignee"]
[sources.tables.fields]
due_date = "due"
status = "status"
[[sources.tables]]
entity = "tickets"
file = "tickets.csv"
id = "id"
name = "subject"
date = "opened"
text = ["resolution"]
customer = "customer"
[sources.tables.people]
assignee = ["assignee"]
resolver = ["resolver"]
[sources.tables.fields]
status = "status"
closed_on = "closed"
"""

_FILES = {
    "people.csv": (
        "id,name,english,email,title,department,manager,active\n"
        f"1,林岳,Yue Lin,{LIN},总经理,总经办,,yes\n"
        f"2,梅雨,Yu Mei,{MEI},销售经理,销售部,1,yes\n"
        f"3,陶然,Ran Tao,{TAO},项目经理,交付部,1,yes\n"
        f"4,辛苗,Miao Xin,{NEW},项目工程师,交付部,3,yes\n"
        f"5,何睿,Rui He,{HR},人事经理,人力资源部,1,yes\n"
        f"6,高行,Xing Gao,{GONE},客户经理,销售部,2,no\n"
        "7,陶然,Ranran Tao,tao2@plant.example,采购员,采购部,1,yes\n"
        "8,闲云,Yun Xian,idle@plant.example,前台,行政部,1,yes\n"
    ),
    "crm/customers.csv": (
        "id,name,english,industry,owner\n"
        f"C1,晨光电气有限公司,晨光;Dawn Electric,电工,{MEI}\n"
        f"C2,远山水务有限公司,远山;Farhill Water,水务,{MEI}\n"
        f"C3,北港轮胎有限公司,北港;Norport Tyres,电工,{GONE}\n"
    ),
    "crm/deals.csv": (
        "id,name,customer,stage,product,close,owner,next,audience,history\n"
        f'D1-1,晨光一期装配线,C1,日常维护,产线,2023-01-10,{MEI},季度回访,everyone,"2022-09-01 机会确认\n2023-08-30 日常维护"\n'
        f"D1-2,晨光二期柔性线,C1,审批签约,产线,2025-06-20,{MEI},收终验款,everyone,\n"
        f"D2-1,远山泵站监控,C2,审批签约,物联网,2025-03-28,{MEI},,everyone,\n"
        f"D2-2,远山加药控制,C2,初步接触,物联网,2026-11-30,{MEI},约看现场,everyone,\n"
        f"D3-1,北港密炼秘密改造,C3,审批签约,产线,2025-05-01,{GONE},,dept:人力资源部,\n"
    ),
    "crm/contracts.csv": (
        "id,name,customer,deal,signed,ends,status,owner,terms\n"
        f"HT-2023-01,晨光一期合同,C1,D1-1,2023-01-10,2023-08-31,已完成,{MEI},质保 24 个月。\n"
        f"HT-2025-09,晨光二期柔性线合同,C1,D1-2,2025-06-20,2026-09-30,执行中,{MEI},终验收日期为 2026-08-31。\n"
    ),
    "crm/activities.csv": (
        "id,customer,day,type,subject,by,notes,audience\n"
        f"A1,C1,2025-02-01,visit,二期需求沟通,{MEI},客户要求节拍 22 秒。,everyone\n"
        f"A2,C1,2026-05-02,call,对账,{MEI},合同HT-2025-09的发票已寄出。,everyone\n"
        f"A3,C1,2026-05-03,call,过节问候,{MEI},祝节日快乐。,everyone\n"
        f"A4,C1,2026-05-04,visit,二期薪酬分成,{HR},奖金 Qzulage 二十万。,dept:人力资源部\n"
        f"A5,C2,2025-09-01,visit,泵站现场,{TAO},十二座站渗水。,everyone\n"
        f"A6,C3,2025-10-01,visit,北港年度回访,{GONE},轮胎厂的点检表只有高行会填。,everyone\n"
        f"A7,C3,2025-11-01,visit,北港备件盘点,{GONE},备件放在三号库。,everyone\n"
    ),
    "crm/tasks.csv": (
        "id,subject,customer,due,status,assignee,notes\n"
        f"K1,二期终验收资料,C1,2026-07-24,进行中,{TAO},把资料备齐。\n"
        f"K2,二期启动资料,C1,2025-07-24,已完成,{TAO},已交。\n"
        f"K3,泵站巡检报告,C2,2026-05-01,未开始,{TAO},\n"
    ),
    "crm/tickets.csv": (
        "id,subject,customer,opened,closed,status,assignee,resolver,resolution\n"
        f"T1,转台报警,C1,2026-06-01,,open,{TAO},,\n"
        f"T2,网关离线,C2,2026-01-01,2026-01-09,closed,{TAO},{TAO},换了天线。\n"
    ),
    "documents/projects/晨光二期/技术方案-V1.md": (
        "---\nauthor: 陶然\n---\n# 晨光二期技术方案 V1\n\n## 目标\n\n节拍 30 秒。\n"
    ),
    "documents/projects/晨光二期/技术方案-V2.md": (
        "# 晨光二期技术方案 V2\n\n## 目标\n\n节拍 22 秒，操作工减到 7 人。\n\n## 风险\n\n停机窗口只有春节。\n"
    ),
    "documents/projects/晨光二期/合同.md": "# 晨光柔性线合同 HT-2025-09\n\n2025-06-20 签订于晨光。\n",
    "documents/projects/晨光一期复盘.md": (
        "# 晨光一期装配线复盘\n\n验收比计划晚 46 天。\n\n## 踩的坑\n\n- 停机窗口没有写进合同。\n- 来料公差没有实测。\n\n"
        "## 人员\n\n陶然任项目经理。\n"
    ),
    "documents/projects/Farhill-review.md": (
        "# Farhill Water pump stations: project review\n\nThirty stations went live on 1 October 2025.\n\n"
        "## Lessons\n\nPut every gateway into a sealed box.\n"
    ),
    "documents/projects/秘密/晨光二期分成.md": "# 晨光二期分成教训\n\n奖金 Qhidden 不该先发。\n",
    "documents/onboarding/新员工指南.md": "# 新员工指南\n\n先读这份指南。\n",
    "documents/onboarding/交付部入门.md": "# 交付部新人入门\n\n交付部的项目经理要写周报。\n",
    "documents/policies/变更办法-2024版.md": "# 项目变更管理办法（2024 版）\n\n变更须书面。\n",
    "documents/policies/变更办法-2026版.md": "# 项目变更管理办法（2026 版）\n\n变更须书面，并由项目经理签字。\n",
    "documents/board/薪酬.md": "# 薪酬\n\n晨光二期的 Qsalary 奖金。\n",
}


@contextmanager
def opened_projects(folder: Path) -> Iterator[Application]:
    """The company, read."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = folder / "config.toml"
    config.write_text(_CONFIG, "utf-8")
    with open_application(load_settings(config), embedder=HashEmbedder()) as application:
        for report in application.sync():
            assert not report.error
        application.open_demo()
        yield application
