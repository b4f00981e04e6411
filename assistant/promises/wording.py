"""The words that promise, that ask for something, and those that take it back."""

from __future__ import annotations

import re

PROMISES = re.compile(
    r"承诺|答应|保证(?!金|书|期)|约定|约好|说好|谈妥|同意|负责(?!人)|尽快|随后|稍后|马上|"
    r"(?:会|将)(?:在|把|给|发|寄|提供|安排|提交|完成|更换|派|来|去|先|再|尽|另)|"
    r"\b(?:promis(?:e|es|ed)|commits?|committed|undertakes?|undertook|pledged|agree[sd]? to|agrees|"
    r"will|shall|going to)\b|'ll\b"
)
"""Somebody undertakes something."""

FIRM = re.compile(
    r"承诺|答应|保证(?!金|书|期|质量|精度)|尽快(?:把|给|发|寄|安排|回复|答复|提供|提交|处理|解决)|"
    r"(?:随后|稍后|马上)(?:把|给|发|寄|安排|回复|答复|提供|提交|处理|补)|"
    r"(?:我们|我方|我司|我|本公司)(?:会|将)(?!议)|"
    r"\b(?:promis(?:e|es|ed)|committed to|pledged|undertook|undertakes)\b|"
    r"(?:\b(?:we|i)(?: will| shall| are going to| am going to)|\b(?:we|i)'ll) (?!not\b|never\b|be |have |need |want |see\b|probably|try)\w+|"
    r"\bwill (?:get back|send|let (?:you|us) know|come back|prepare|recommend|provide|deliver|draft|follow up|reply|call back)\b"
)
"""So much so that it counts without a day."""

REQUESTS = re.compile(
    r"(?<![邀申聘])请(?!假|教)|须|必须|务必|要求|需要?在|需于|希望|盼|催|期望|应(?:在|于|当)|要(?=在|\s?\d)|"
    r"\b(?:please|kindly|must|needs?|wants?|expects?|expected|asks? (?:for|us|to)|asked (?:for|us|to)|requires?|required|has to|have to|"
    r"could you|can you|would you|let us have|insists?|insisted)\b"
)
"""Somebody asks that something be done."""

NEGATED = re.compile(
    r"(?:[不未没]|没有|别|先别|不能|没敢|不敢|拒绝)(?:再|曾|能|敢|肯)?(?:承诺|答应|保证|同意|约定|负责)|"
    r"\b(?:not|never|no|cannot|can't|won't|didn't|doesn't|refused to|declined to)\b(?: \w+){0,2} ?"
    r"(?:promis\w+|commit\w*|agree\w*|undertak\w+|guarantee\w*)|\b(?:will|shall) (?:not|never)\b|\bwon't\b"
)
"""What was not promised."""

AGREED = re.compile(r"约定|约好|说好|谈妥|同意|\b(?:agree[sd]?(?: to)?)\b")
"""Both sides did."""

TASKED = re.compile(
    r"(?:责任人|负责人|经办人|\b(?:owner|responsible|assigned to|action by))\s?[:：]"
)
"""Before whoever is to do it, in a table or a list."""

CONDITIONAL = re.compile(r"如有|如果|如需|若(?!干)|假如|万一|\b(?:if|in case|unless)\b")
"""What depends on something else."""

EXPECTED = re.compile(
    r"(?:预计|估计|预期|最快|\b(?:expected|estimated|scheduled)(?: (?:on|for|to arrive(?: on)?))?)\s?(?:在|于|on )?$"
)
"""Before a day: what is foreseen, and asked of nobody."""

ACTS = re.compile(
    r"\s?[日号]?\s?(?:上午|下午)?\s?(?:前|之前)?\s?(?:再|先|就|重)?(?:给|发|提交|提供|寄|安排|上门|去现场|去看|交(?!流|期)|出(?!口|现|厂)|报(?!警|修|废)|"
    r"完成|回复|答复|拜访|重开|送)"
)
"""Behind a day: what somebody is to do then."""

HAPPENED = re.compile(
    r"^(?:已经?|都已)|已(?:经)?(?:发出|寄出|完成|关闭|付清|到货|签署|解决|取消|交付)(?!.*(?:前|改到|推迟))|"
    r"\b(?:was|were|has been|have been) (?:delivered|sent|paid|closed|signed|cancelled|completed|done)\b"
)
"""What is done, whatever day stands beside it."""

QUESTION = re.compile(r"[?？]\s*$")

WE = re.compile(
    r"我们|我方|我司|咱们|本公司|我(?![国们方司])|\b(?:we|i|our side|us)\b|\b(?:we|i)'ll\b"
)
YOU = re.compile(r"贵司|贵方|贵公司|你们|您|你方|\b(?:you|your side)\b")
THEY = re.compile(
    r"对方|客户(?!端|服务|经理)|他们|业主|甲方|\b(?:the customer|the client|they|he|she)\b"
)

ASKS_FOR_TITLES = "总|经理|工|部长|主任|厂长|老师|科长|院长|女士|先生"
"""What follows a surname in Chinese."""
