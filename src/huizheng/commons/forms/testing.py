"""Forms for other rooms' tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huizheng.commons.forms.context import Context
from huizheng.commons.forms.definition.reading import load_form
from huizheng.commons.forms.parts import Form

NOON = dt.datetime(2026, 3, 2, 4, 0, tzinfo=dt.UTC)
CITIZEN = "11010519491231002X"


def at_noon(moment: dt.datetime = NOON) -> Context:
    """Return the context of noon in Hefei on 2 March 2026, or of another moment."""
    return Context(at=moment)


def small_form(*fields: dict[str, Any], **form: Any) -> Form:
    """Return a form of one section with these fields; each needs only ``key`` and ``type``."""
    return load_form(
        {
            "format": 1,
            "sections": [
                {"key": "main", "title": "内容", "fields": [{"label": field["key"], **field} for field in fields]}
            ],
            **form,
        },
    )


def family_form() -> Form:
    """Return the form of a household that asks for an allowance: conditions, rows, sums, a declaration."""
    return load_form(FAMILY)


FAMILY: dict[str, Any] = {
    "format": 1,
    "title": "最低生活保障申请",
    "title_en": "Application for subsistence allowance",
    "sections": [
        {
            "key": "applicant",
            "title": "申请人",
            "title_en": "Applicant",
            "fields": [
                {
                    "key": "person.name",
                    "type": "text",
                    "label": "姓名",
                    "label_en": "Name",
                    "required": True,
                    "prefill": {"from": "account.person.name", "locked": True},
                    "settings": {"autocomplete": "name", "personal": True},
                    "rules": [{"rule": "length", "min": 2, "max": 50}],
                },
                {
                    "key": "person.cert_type",
                    "type": "choice",
                    "label": "证件类型",
                    "label_en": "Certificate",
                    "required": True,
                    "prefill": "account.person.cert_type",
                    "options": [
                        {"value": "居民身份证", "label": "居民身份证", "label_en": "Resident identity card"},
                        {"value": "护照", "label": "护照", "label_en": "Passport"},
                    ],
                },
                {
                    "key": "person.cert_no",
                    "type": "citizen_number",
                    "label": "证件号码",
                    "label_en": "Certificate number",
                    "required": True,
                    "prefill": "account.person.cert_no",
                    "settings": {"certificate_type": "person.cert_type"},
                },
                {
                    "key": "person.mobile",
                    "type": "mobile",
                    "label": "手机号码",
                    "label_en": "Mobile",
                    "required": True,
                    "prefill": "account.person.mobile",
                },
            ],
        },
        {
            "key": "family",
            "title": "家庭",
            "title_en": "Household",
            "fields": [
                {
                    "key": "fam.members",
                    "type": "repeat",
                    "label": "共同生活家庭成员",
                    "label_en": "Household members",
                    "required": True,
                    "settings": {"row_label": "成员", "row_label_en": "Member"},
                    "rules": [{"rule": "rows", "min": 1, "max": 15}, {"rule": "unique", "column": "number"}],
                    "columns": [
                        {"key": "name", "type": "text", "label": "姓名", "label_en": "Name", "required": True},
                        {
                            "key": "number",
                            "type": "citizen_number",
                            "label": "身份证号码",
                            "label_en": "Citizen number",
                        },
                        {
                            "key": "works",
                            "type": "yes_no",
                            "label": "有无工作",
                            "label_en": "In work",
                            "required": True,
                        },
                        {
                            "key": "income",
                            "type": "money",
                            "label": "月收入",
                            "label_en": "Monthly income",
                            "visible_if": {"op": "eq", "args": [{"column": "works"}, True]},
                            "required": True,
                            "rules": [{"rule": "range", "min": 0}],
                            "settings": {"unit": "元"},
                        },
                    ],
                },
                {
                    "key": "fam.income",
                    "type": "computed",
                    "label": "家庭月收入",
                    "label_en": "Household income a month",
                    "compute": {"op": "sum", "args": [{"field": "fam.members.income"}]},
                    "settings": {"show_as": "money"},
                },
                {
                    "key": "fam.per_head",
                    "type": "computed",
                    "label": "人均月收入",
                    "label_en": "Income a head",
                    "compute": {
                        "op": "div",
                        "args": [{"field": "fam.income"}, {"op": "count", "args": [{"field": "fam.members"}]}],
                    },
                    "settings": {"show_as": "money"},
                },
                {
                    "key": "fam.car",
                    "type": "yes_no",
                    "label": "有无机动车",
                    "label_en": "Owns a motor vehicle",
                    "required": True,
                },
                {
                    "key": "fam.plate",
                    "type": "plate",
                    "label": "号牌号码",
                    "label_en": "Number plate",
                    "required": True,
                    "visible_if": {"op": "eq", "args": [{"field": "fam.car"}, True]},
                },
            ],
        },
        {
            "key": "delivery",
            "title": "送达和声明",
            "title_en": "Delivery and declaration",
            "fields": [
                {
                    "key": "delivery.way",
                    "type": "choice",
                    "label": "结果送达方式",
                    "label_en": "How to deliver",
                    "required": True,
                    "options": [
                        {"value": "电子送达", "label": "电子送达", "label_en": "Electronic"},
                        {"value": "邮寄", "label": "邮寄", "label_en": "By post"},
                    ],
                },
                {
                    "key": "delivery.address",
                    "type": "address",
                    "label": "邮寄地址",
                    "label_en": "Postal address",
                    "required": True,
                    "prefill": "account.person.address",
                    "visible_if": {"op": "eq", "args": [{"field": "delivery.way"}, "邮寄"]},
                    "rules": [{"rule": "length", "min": 5, "max": 200}],
                },
                {
                    "key": "decl.true",
                    "type": "declaration",
                    "label": "我已阅读告知内容并承诺所填属实",
                    "label_en": "I have read the notice and declare that what I have filled in is true",
                    "required": True,
                },
            ],
        },
    ],
}


def family_answers(**changed: Any) -> dict[str, Any]:
    """Return answers, as typed, that the family form accepts."""
    return {
        "person.name": "张三",
        "person.cert_type": "居民身份证",
        "person.cert_no": CITIZEN,
        "person.mobile": "13800000000",
        "fam.members": [
            {"name": "张三", "number": CITIZEN, "works": "true", "income": "1,280.50"},
            {"name": "张小三", "number": "", "works": "false", "income": ""},
        ],
        "fam.car": "false",
        "delivery.way": "电子送达",
        "delivery.address": "",
        "decl.true": "on",
        **changed,
    }
