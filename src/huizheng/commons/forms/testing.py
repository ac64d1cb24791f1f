"""Forms for other rooms' tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from huizheng.commons.forms.context import Context
from huizheng.commons.forms.definition.reading import load_form
from huizheng.commons.forms.fields.registry import all_types
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


def every_type_form() -> Form:
    """Return a form with a field of every type, in all the ways a field can be drawn."""
    plain = [name for name, kind in all_types().items() if kind.column and name not in {"text", "choice", "computed"}]
    options = [{"value": word, "label": word} for word in ("甲", "乙", "丙")]
    many = [{"value": str(number), "label": f"第 {number} 项"} for number in range(1, 21)]
    fields: list[dict[str, Any]] = [
        {"key": "note", "type": "note", "label": "填写前请准备好证件", "help": "需要身份证。\n需要银行卡。"},
        {"key": "text", "type": "text", "label": "文字", "help": "写一句话", "required": True},
        *({"key": kind, "type": kind, "label": f"类型 {kind}", "required": True} for kind in plain),
        {"key": "village", "type": "division", "label": "所在村", "settings": {"digits": 12}},
        {"key": "choice", "type": "choice", "label": "单选", "options": options, "required": True},
        {"key": "choice.long", "type": "choice", "label": "下拉", "options": many},
        {"key": "many", "type": "multi_choice", "label": "多选", "options": options, "required": True},
        {"key": "many.long", "type": "multi_choice", "label": "很多选项", "options": many},
        {"key": "file", "type": "file", "label": "文件", "settings": {"accept": ["pdf", "jpg"]}, "required": True},
        {
            "key": "rows",
            "type": "repeat",
            "label": "清单",
            "settings": {"row_label": "清单项"},
            "required": True,
            "rules": [{"rule": "rows", "min": 1, "max": 5}],
            "columns": [
                {"key": "name", "type": "text", "label": "名称", "required": True},
                {"key": "kind", "type": "choice", "label": "种类", "options": options},
                {"key": "home", "type": "address", "label": "地址"},
                {"key": "price", "type": "money", "label": "单价", "required": True},
                {
                    "key": "twice",
                    "type": "computed",
                    "label": "两份的价钱",
                    "compute": {"op": "mul", "args": [{"column": "price"}, 2]},
                    "settings": {"show_as": "money"},
                },
            ],
        },
        {
            "key": "total",
            "type": "computed",
            "label": "合计",
            "compute": {"op": "sum", "args": [{"field": "rows.price"}]},
            "settings": {"show_as": "money"},
        },
        {"key": "warning", "type": "note", "label": "请注意", "help": "填错要负责。", "settings": {"tone": "warning"}},
        {
            "key": "declaration",
            "type": "declaration",
            "label": "我承诺所填属实",
            "required": True,
            "settings": {"statement": "所填内容真实。\n愿意承担责任。"},
        },
    ]
    return load_form(
        {"format": 1, "sections": [{"key": "all", "title": "全部类型", "help": "每种一题", "fields": fields}]}
    )
