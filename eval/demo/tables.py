"""Writes the people directory and the CRM export, as the company's own systems would give them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from eval.demo.archives import settled
from eval.demo.company import Company
from eval.demo.content import Interaction, Row, address

_ACTIVITY_KINDS = {"visit": "拜访", "service": "现场服务", "call": "电话", "meeting": "会议"}


def write_tables(company: Company, out: Path, today: date) -> int:
    """Writes directory.csv and the folder crm; returns the number of files."""
    crm = out / "crm"
    crm.mkdir(parents=True, exist_ok=True)
    _write(out / "directory.csv", map(_colleague, company.staff, [company] * len(company.staff)))
    _write(crm / "customers.csv", (_customer(row, company) for row in company.customers.values()))
    _write(crm / "contacts.csv", (_contact(row, company) for row in company.contacts))
    _write(crm / "contracts.csv", (_contract(row, company) for row in company.contracts))
    _write(crm / "products.csv", (_product(row) for row in company.products))
    _write(crm / "tasks.csv", map(_task, company.tasks))
    _write(crm / "events.csv", map(_event, company.events))
    _write(crm / "credit_review.csv", map(_review, company.reviews))
    dated = sorted(company.interactions, key=lambda item: (item.on, item.customer, item.number))
    activities = (_activity(item) for item in dated if item.kind in _ACTIVITY_KINDS)
    _write(crm / "activities.csv", activities)
    _write(crm / "tickets.csv", (_ticket(item) for item in dated if item.kind == "ticket"))
    _write(crm / "chats.csv", (_chat(item) for item in dated if item.kind == "chat"))
    _write_book(crm / "deals.xlsx", "商机", [_deal(row, company) for row in company.deals], today)
    return 12


def row_id(item: Interaction) -> str:
    """The id of an interaction's row: kind, customer, number."""
    letter = {"ticket": "T", "chat": "W"}.get(item.kind, "A")
    return f"{letter}{item.customer[1:]}-{item.number:02d}"


def _addresses(names: Iterable[str]) -> str:
    return ";".join(address(name) for name in names)


def _colleague(row: Row, company: Company) -> Row:
    ids = {person["key"]: person["id"] for person in company.staff}
    return {
        "工号": row["id"],
        "姓名": row["name"],
        "英文名": row["english"],
        "邮箱": address(row["key"]),
        "职位": row["title"],
        "部门": row["department"],
        "上级工号": ids.get(row["manager"], ""),
        "电话": row["phone"],
        "办公地点": row["office"],
        "入职日期": row["joined"],
        "离职日期": row["left"],
        "在职": "否" if row["left"] else "是",
    }


def _customer(row: Row, company: Company) -> Row:
    last = company.last_contact(row["id"])
    return {
        "客户编号": row["id"],
        "客户名称": row["name"],
        "简称": row["short"],
        "英文名称": row["english"],
        "英文简称": row["english_short"],
        "域名": row["domain"],
        "行业": row["industry"],
        "区域": row["region"],
        "城市": row["city"],
        "等级": row["tier"],
        "状态": row["status"],
        "负责人": company.names[row["owner"]],
        "负责人邮箱": address(row["owner"]),
        "建档日期": row["since"],
        "最近联系": last.isoformat() if last else "",
        "账期天数": row["credit"],
        "备注": row["note"],
    }


def _contact(row: Row, company: Company) -> Row:
    customer = company.customers[row["customer"]]
    return {
        "contact_id": row["id"],
        "account_id": row["customer"],
        "account": customer["english"],
        "name": row["name"],
        "title": row["title"],
        "email": company.contact_address(row),
        "phone": row["phone"],
        "notes": row["note"],
    }


def _deal(row: Row, company: Company) -> Row:
    return {
        "商机编号": row["id"],
        "商机名称": row["name"],
        "客户编号": row["customer"],
        "客户": company.customers[row["customer"]]["short"].split(";")[0],
        "产品方向": row["product"],
        "金额": row["amount"],
        "币种": row["currency"],
        "阶段": row["stage"],
        "预计签约": row["close"],
        "负责人": company.names[row["owner"]],
        "负责人邮箱": address(row["owner"]),
        "协同人": _addresses(row["team"].split(";")) if row["team"] else "",
        "下一步": row["next"],
        "阶段历史": row["history"].replace(" > ", "\n"),
    }


def _contract(row: Row, company: Company) -> Row:
    return {
        "合同编号": row["id"],
        "合同名称": row["name"],
        "客户编号": row["customer"],
        "商机编号": row["deal"],
        "合同金额": row["amount"],
        "币种": row["currency"],
        "签订日期": row["signed"],
        "生效日期": row["start"],
        "到期日期": row["end"],
        "合同状态": row["status"],
        "负责人": company.names[row["owner"]],
        "负责人邮箱": address(row["owner"]),
        "付款条款": row["payment"],
        "关键条款": row["clauses"],
    }


def _product(row: Row) -> Row:
    return {
        "product_code": row["code"],
        "name": row["english"],
        "name_zh": row["name"],
        "category": row["category"],
        "list_price_cny": row["price"],
        "status": row["status"],
        "lead_time_weeks": row["weeks"],
        "product_manager": address(row["manager"]),
        "description": row["note"],
    }


def _task(row: Row) -> Row:
    return {
        "task_id": row["id"],
        "account_id": row["customer"],
        "subject": row["subject"],
        "due_date": row["due"],
        "status": row["status"],
        "priority": row["priority"],
        "assignee": address(row["assignee"]),
        "notes": row["note"],
    }


def _event(row: Row) -> Row:
    return {
        "活动编号": row["id"],
        "活动名称": row["name"],
        "开始日期": row["start"],
        "结束日期": row["end"],
        "地点": row["place"],
        "负责人": address(row["owner"]),
        "参与人": _addresses(row["people"].split(";")),
        "说明": row["note"],
    }


def _review(row: Row) -> Row:
    return {
        "评审编号": row["id"],
        "客户编号": row["customer"],
        "主题": row["subject"],
        "评审日期": row["on"],
        "评审人": _addresses(row["people"].split(";")),
        "结论": row["note"],
    }


def _activity(item: Interaction) -> Row:
    return {
        "记录编号": row_id(item),
        "客户编号": item.customer,
        "日期": item.on.isoformat(),
        "类型": _ACTIVITY_KINDS[item.kind],
        "主题": item.details["subject"],
        "记录人": address(item.details["by"]),
        "同行人": _addresses(item.people("with")),
        "客户联系人": item.details.get("contact", ""),
        "内容": item.body,
        "可见范围": item.details.get("audience", ""),
    }


def _ticket(item: Interaction) -> Row:
    description, _, resolution = item.body.partition("\n---\n")
    return {
        "ticket_id": row_id(item),
        "account_id": item.customer,
        "subject": item.details["subject"],
        "product": item.details.get("product", ""),
        "priority": item.details["priority"],
        "status": "closed" if item.details.get("closed") else "open",
        "opened_on": item.on.isoformat(),
        "closed_on": item.details.get("closed", ""),
        "assignee": _addresses(item.people("assignee")),
        "resolver": _addresses(item.people("resolver")),
        "description": description.strip(),
        "resolution": resolution.strip(),
    }


def _chat(item: Interaction) -> Row:
    return {
        "会话编号": row_id(item),
        "群名": item.details["subject"],
        "客户编号": item.customer,
        "日期": item.on.isoformat(),
        "成员": _addresses(item.people("members")),
        "消息": item.body,
        "可见范围": item.details.get("audience", ""),
    }


def _write(path: Path, lines: Iterable[Mapping[str, str]]) -> None:
    """UTF-8 with a byte order mark, as Excel exports it."""
    found = list(lines)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(found[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(found)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _write_book(path: Path, name: str, lines: list[Row], on: date) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    sheet.append(list(lines[0]))
    for line in lines:
        sheet.append([_cell(key, value) for key, value in line.items()])
    packed = io.BytesIO()
    book.save(packed)
    path.write_bytes(settled(packed.getvalue(), on))


def _cell(column: str, value: str) -> str | int | date:
    """Amounts are numbers and closing days are days, as in a real workbook."""
    if column == "金额":
        return int(value)
    return date.fromisoformat(value) if column == "预计签约" and value else value
