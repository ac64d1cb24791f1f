"""The specimens of the living page: example texts, all invented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django import forms

from huizheng.commons.design.chrome import Bearer, Link
from huizheng.commons.design.web.context_processors import Chrome

ERROR_PAGES = ("404", "403", "500", "403_csrf")
SPRITE = Path(__file__).resolve().parents[1] / "static" / "design" / "icons.svg"
TONES = (
    ("neutral", "草稿"),
    ("info", "审查中"),
    ("success", "已办结"),
    ("warning", "待补正"),
    ("danger", "已超期"),
)
TIMELINE = [
    {
        "title": "提交申请",
        "state": "done",
        "date": "2026-03-02 09:15",
        "by": "网上申请",
        "note": "系统已出具带签名的收件回执。",
        "links": [{"label": "收件回执", "url": "#", "note": "PDF，86 KB"}],
    },
    {
        "title": "受理",
        "state": "done",
        "date": "2026-03-03 10:40",
        "by": "合肥市蜀山区市场监督管理局",
        "links": [{"label": "受理通知书", "url": "#", "note": ""}],
    },
    {
        "title": "现场核查",
        "state": "paused",
        "date": "2026-03-05",
        "note": "核查期间不计入办理期限（《行政许可法》第四十五条）。",
    },
    {"title": "审查", "state": "current", "date": "预计 2026-03-18 前完成", "note": "审查人员正在核对您提交的材料。"},
    {"title": "作出决定", "state": "todo"},
    {"title": "送达结果", "state": "todo"},
]
SUMMARY = [
    ("事项名称", "个体工商户登记注册"),
    {"label": "当前状态", "value": "审查中", "tone": "info"},
    {"label": "经营者", "value": "王小燕", "href": "#", "link": "修改"},
    {"label": "经营范围", "value": ["餐饮服务", "食品销售（仅销售预包装食品）"], "href": "#", "link": "修改"},
    {"label": "承诺期限", "value": "受理后 5 个工作日", "note": "法定期限为 15 个工作日"},
]
COLUMNS = [
    {"key": "number", "label": "办件编号", "strong": True},
    ("item", "事项"),
    ("applicant", "申请人"),
    ("state", "状态"),
    ("due", "办理期限"),
    {"key": "days", "label": "剩余工作日", "numeric": True},
]
ROWS = [
    {
        "number": {"text": "340104-2026-0302-00017", "href": "#"},
        "item": {"text": "食品经营许可", "note": "新办"},
        "applicant": "合肥市蜀山区老巷面馆",
        "state": {"text": "审查中", "tone": "info"},
        "due": "2026-03-18",
        "days": "6",
    },
    {
        "number": {"text": "340104-2026-0227-00009", "href": "#"},
        "item": "最低生活保障",
        "applicant": "张某某",
        "state": {"text": "待补正", "tone": "warning"},
        "due": "2026-03-12",
        "days": "2",
        "row_tone": "warning",
    },
    {
        "number": {"text": "340104-2026-0203-00102", "href": "#"},
        "item": "外国人来华工作许可",
        "applicant": "Anna Lindqvist",
        "state": {"text": "已超期", "tone": "danger"},
        "due": "2026-03-06",
        "days": "-2",
        "row_tone": "danger",
    },
]
CHOICES = [
    {"value": "self", "label": "本人办理", "hint": "需要本人完成实名认证"},
    {"value": "agent", "label": "委托他人办理", "hint": "需要上传授权委托书"},
]
BARS = [
    {"label": "市场监管局", "value": 1284},
    {"label": "人力资源和社会保障局", "value": 962, "tone": "muted"},
    {"label": "公安局", "value": 731, "tone": "muted"},
    {"label": "民政局", "value": 208, "tone": "muted", "note": "2 件超期"},
]
MONTHS = ["1月", "2月", "3月", "4月", "5月", "6月"]
LINES = [
    {"label": "收件", "values": [820, 610, 1104, 1230, 1188, 1342]},
    {"label": "办结", "values": [790, 640, 980, 1201, 1215, 1290]},
]
SHARES = [("非常满意", 412), ("满意", 173), ("基本满意", 31), ("不满意", 6), ("非常不满意", 2)]
NAMES = ["收件与受理", "审查", "决定与送达"]


class SpecimenChrome(Chrome):
    """The frame of the office as a reviewer with two posts sees it."""

    bearer = Bearer(
        name="陈向阳",
        role="审查岗",
        posts=(("1", "蜀山区市场监督管理局 · 审查岗", True), ("2", "蜀山区政务服务中心 · 综合窗口", False)),
        switch_post_url="#",
        links=(Link("我的账号", "#"), Link("通知", "#", note="2")),
    )
    nav = [
        {
            "label": group,
            "entries": [
                {"key": label, "label": label, "url": "#", "icon": icon, "count": count, "current": label == "待办"}
                for label, icon, count in members
            ],
        }
        for group, members in (
            ("办件", (("待办", "inbox", 12), ("全部办件", "list", None), ("即将超期", "clock", 3))),
            ("管理", (("事项", "documents", None), ("好差评", "rating", 1), ("运行情况", "network", None))),
        )
    ]
    search_url = "#"
    search_label = "搜索办件编号、申请人"
    sign_out_url = "#"


class SpecimenForm(forms.Form):
    """A Django form in its states."""

    name = forms.CharField(label="姓名", help_text="请与身份证一致", max_length=30)
    sort = forms.ChoiceField(label="申请类型", choices=[("", "请选择"), ("new", "新办"), ("change", "变更")])
    way = forms.ChoiceField(
        label="领取方式",
        choices=[("mail", "邮寄"), ("window", "窗口领取")],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label="希望接收的通知",
        choices=[("site", "站内信"), ("mail", "电子邮件")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label="申请理由", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    agreed = forms.BooleanField(label="我保证所填内容真实")


def specimens() -> dict[str, Any]:
    """Return all that the living page shows."""
    return {
        "tones": TONES,
        "timeline_entries": TIMELINE,
        "summary_rows": SUMMARY,
        "columns": COLUMNS,
        "rows": ROWS,
        "choices": CHOICES,
        "kinds": [("340104", "蜀山区"), ("340103", "庐阳区"), ("340102", "瑶海区")],
        "bars": BARS,
        "months": MONTHS,
        "lines": LINES,
        "shares": SHARES,
        "icons": re.findall(r'symbol id="([\w-]+)"', SPRITE.read_text(encoding="utf-8")),
        "crumbs": [("首页", "/"), ("办事", "#"), ("食品经营许可", "")],
        "tab_items": [
            {"key": "todo", "label": "待办", "url": "#", "count": 12},
            {"key": "done", "label": "已办", "url": "#", "count": ""},
            {"key": "copied", "label": "抄送我的", "url": "#", "count": 3},
        ],
        "task_steps": ["选择身份", "填写信息", "上传材料", "核对提交"],
        "errors": [
            {"text": "请填写姓名", "id": "id_bad_name"},
            {"text": "身份证号码的校验位不对，请核对最后一位", "id": "id_bad_number"},
        ],
        "form": SpecimenForm({"name": "", "way": "mail", "topics": ["site"]}),
        "files": [{"name": "授权委托书.pdf", "size": "312 KB", "url": "#", "remove": "1"}],
        "names": NAMES,
        "colours": (
            ("paper", "纸"),
            ("wall", "粉墙"),
            ("ink", "墨"),
            ("tile", "黛瓦"),
            ("accent", "靛青"),
            ("seal", "朱印"),
            ("success", "竹青"),
            ("warning", "秋香"),
            ("danger", "朱砂"),
        ),
    }
