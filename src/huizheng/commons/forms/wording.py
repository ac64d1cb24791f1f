"""What the room says about an answer, by name: the server and the browser take their sentences from here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huizheng.lib.identifiers import InvalidIdentifier, check_bank_card, check_citizen_number, check_uscc

_SENTENCES: Final[Mapping[str, Promise]] = {
    "missing": gettext_lazy("请填写“%(label)s”"),
    "missing.choice": gettext_lazy("请选择“%(label)s”"),
    "missing.declaration": gettext_lazy("请先阅读并确认“%(label)s”"),
    "missing.file": gettext_lazy("请上传“%(label)s”"),
    "missing.repeat": gettext_lazy("请至少填写一行“%(label)s”"),
    "shape": gettext_lazy("格式不对，请重新填写"),
    "control": gettext_lazy("含有看不见的控制字符，请重新填写"),
    "length.exact": gettext_lazy("请填写 %(count)s 个字，现在是 %(size)s 个"),
    "length.min": gettext_lazy("请至少填写 %(count)s 个字，现在是 %(size)s 个"),
    "length.max": gettext_lazy("请不要超过 %(count)s 个字，现在是 %(size)s 个"),
    "range.min": gettext_lazy("请填写不小于 %(limit)s 的数"),
    "range.over": gettext_lazy("请填写大于 %(limit)s 的数"),
    "range.max": gettext_lazy("请填写不大于 %(limit)s 的数"),
    "range.under": gettext_lazy("请填写小于 %(limit)s 的数"),
    "pattern.pinyin": gettext_lazy("请用拉丁字母填写，与护照一致"),
    "pattern.latin": gettext_lazy("请只用英文字母、数字和半角符号"),
    "pattern.digits": gettext_lazy("请只填数字"),
    "pattern.letters_digits": gettext_lazy("请只填英文字母和数字"),
    "pattern.code": gettext_lazy("请按证书上的编号填写，只用字母、数字、括号和短横"),
    "pattern.certificate": gettext_lazy("请按证件填写号码，只用字母、数字、括号和短横"),
    "pattern.chinese_name": gettext_lazy("请填写中文姓名，两字以上，间隔号用“·”"),
    "pattern.vin": gettext_lazy("请填写 17 位车辆识别代号，其中没有字母 I、O、Q"),
    "pattern.ip": gettext_lazy("请填写 IP 地址，例如 203.0.113.8"),
    "compare.number.lt": gettext_lazy("请填写小于“%(other)s”的数"),
    "compare.number.le": gettext_lazy("请填写不大于“%(other)s”的数"),
    "compare.number.gt": gettext_lazy("请填写大于“%(other)s”的数"),
    "compare.number.ge": gettext_lazy("请填写不小于“%(other)s”的数"),
    "compare.date.lt": gettext_lazy("这个日期应早于“%(other)s”"),
    "compare.date.le": gettext_lazy("这个日期不能晚于“%(other)s”"),
    "compare.date.gt": gettext_lazy("这个日期应晚于“%(other)s”"),
    "compare.date.ge": gettext_lazy("这个日期不能早于“%(other)s”"),
    "today": gettext_lazy("今天"),
    "age.min": gettext_lazy("须年满 %(age)s 周岁，请核对"),
    "age.max": gettext_lazy("须不超过 %(age)s 周岁，请核对"),
    "sex.male": gettext_lazy("这里应填男性的证件号码"),
    "sex.female": gettext_lazy("这里应填女性的证件号码"),
    "count.min": gettext_lazy("请至少选 %(count)s 项"),
    "count.max": gettext_lazy("请最多选 %(count)s 项"),
    "rows.min": gettext_lazy("请至少填写 %(count)s 行"),
    "rows.max": gettext_lazy("请最多填写 %(count)s 行，现在是 %(size)s 行"),
    "unique": gettext_lazy("第 %(one)s 行和第 %(other)s 行重复，请改其中一行"),
    "integer": gettext_lazy("请填写整数"),
    "decimal": gettext_lazy("请填写数字，例如 12.5"),
    "money": gettext_lazy("请填写金额，例如 1280.50"),
    "places": gettext_lazy("请最多保留 %(places)s 位小数"),
    "year": gettext_lazy("请填写四位年份，例如 2026"),
    "date": gettext_lazy("请填写日期，例如 2026-03-01"),
    "date.none": gettext_lazy("没有 %(year)s年%(month)s月%(day)s日这一天，请核对"),
    "date.year": gettext_lazy("请核对年份"),
    "month": gettext_lazy("请填写年月，例如 2026-03"),
    "datetime": gettext_lazy("请填写日期和时间，例如 2026-03-01 09:30"),
    "mobile": gettext_lazy("请填写 11 位手机号码，例如 13800000000"),
    "phone": gettext_lazy("请填写手机或座机号码，座机带区号，例如 0551-62600000"),
    "email": gettext_lazy("请填写电子邮箱，例如 name@example.cn"),
    "url": gettext_lazy("请填写完整的网址，例如 https://www.example.cn/"),
    "postcode": gettext_lazy("请填写 6 位邮政编码，例如 230001"),
    "plate": gettext_lazy("请填写号牌号码，例如 皖A12345；新能源车为 8 位"),
    "certificate": gettext_lazy("证件号码与证件类型不符，请对照证件重新填写"),
    "choice": gettext_lazy("请从列出的选项中选择"),
    "yes_no": gettext_lazy("请选“是”或“否”"),
    "division": gettext_lazy("请从列表中选择行政区划"),
    "address.detail": gettext_lazy("请填写街道、门牌等详细地址"),
    "file": gettext_lazy("请重新上传文件"),
    "amount.元": gettext_lazy("%(amount)s 元（%(words)s）"),
    "amount.元.plain": gettext_lazy("%(amount)s 元"),
    "amount.万元.plain": gettext_lazy("%(amount)s 万元"),
    "amount.万元": gettext_lazy("%(amount)s 万元（%(words)s）"),
    "yes": gettext_lazy("是"),
    "no": gettext_lazy("否"),
}


def say(name: str, **facts: Any) -> str:
    """Return a sentence in the reader's language."""
    return str(_SENTENCES[name]) % facts


def sentences() -> dict[str, str]:
    """Return every sentence in the reader's language, its places for facts still open: for the browser."""
    said = {name: str(sentence) for name, sentence in _SENTENCES.items()}
    return said | {name: _(text) for name, text in _identifier_sentences().items()}


@cache
def _identifier_sentences() -> dict[str, str]:
    """Return what the identifiers say about a slip of each kind, by asking them about one."""
    slips = {
        "citizen_number.shape": (check_citizen_number, "1"),
        "citizen_number.date": (check_citizen_number, "110105194902300021"),
        "citizen_number.check": (check_citizen_number, "110105194912310021"),
        "uscc.shape": (check_uscc, "1"),
        "uscc.check": (check_uscc, "91350100M000100Y4X"),
        "bank_card.shape": (check_bank_card, "1"),
        "bank_card.check": (check_bank_card, "6222021001114567897"),
    }
    found: dict[str, str] = {}
    for name, (checker, slip) in slips.items():
        try:
            checker(slip)
        except InvalidIdentifier as error:
            found[name] = error.message
    return found
