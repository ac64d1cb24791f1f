"""The form, and the conditions that read it."""

from __future__ import annotations

from collections.abc import Iterable

from huizheng.commons.forms.api import FormInvalid, form_expression, load_form
from huizheng.inner.items.rules.finding import Document, rule


@rule("form_sound", "表单可用：字段、条件、规则相符，材料的条件引用表单里有的字段")
def form_sound(document: Document) -> Iterable[tuple[str, str]]:
    try:
        form = load_form(document["form"])
    except FormInvalid as error:
        for problem in error.problems:
            yield f"form.{problem.path}", problem.message
        return
    for material in document["materials"]:
        if material["condition"] is None:
            continue
        try:
            form_expression(form, material["condition"])
        except FormInvalid as error:
            yield f"materials.{material['key']}", f"“{material['name']}”的条件不成立：{error}"


@rule("declaration", "表单有申请人声明", law="行政许可法第三十一条")
def declaration(document: Document) -> Iterable[tuple[str, str]]:
    types = {field["type"] for section in document["form"].get("sections", ()) for field in section["fields"]}
    if "declaration" not in types:
        yield "form", "请加上申请人对材料真实性负责的声明"
