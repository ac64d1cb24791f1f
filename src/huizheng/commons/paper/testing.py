"""For other rooms' tests and for the gallery: lawful facts for every kind of document."""

from __future__ import annotations

import copy
from typing import Any

from huizheng.commons.paper.wording import remedy_text

__all__ = ["facts_for"]

REMEDY = remedy_text(review_organ="合肥市人民政府", court="合肥市包河区人民法院")

COMMON: dict[str, Any] = {
    "organ": "合肥市市场监督管理局",
    "number": "合市监许受〔2026〕17号",
    "case_number": "340100260302000017",
    "issued_on": "2026-03-02",
    "applicant": {"name": "王小梅"},
    "item": {"name": "食品经营许可", "name_en": "Food business licence"},
    "contact": "0551-12345678，合肥市示范路1号政务服务中心3号窗口",
    "verification": {"url": "http://127.0.0.1:8000/verify/7Q4X-9K2M", "code": "7Q4X-9K2M"},
}

OWN: dict[str, dict[str, Any]] = {
    "submission_receipt": {
        "received_at": "2026-03-02T09:30:00+08:00",
        "channel": "网上提交",
        "query_code": "482913",
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "materials": [
            {"name": "食品经营许可申请书", "count": 1},
            {"name": "经营场所使用证明", "form": "电子", "count": 2},
        ],
        "bilingual": True,
    },
    "statement_receipt": {
        "received_at": "2026-03-02T09:30:00+08:00",
        "channel": "网上提交",
        "act": "hearing_request",
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "bilingual": True,
    },
    "acceptance": {
        "received_on": "2026-03-02",
        "accepted_on": "2026-03-02",
        "promised_due_on": "2026-03-16",
        "statutory_due_on": "2026-03-30",
        "clock_note": "期限自受理之次日起按工作日计算，节假日不计算在内（行政许可法第八十二条）。",
    },
    "non_acceptance": {
        "received_on": "2026-03-02",
        "ground": "wrong_organ",
        "right_organ": "合肥市包河区市场监督管理局",
        "remedy": REMEDY,
    },
    "not_needed": {"received_on": "2026-03-02", "reasons": ["仅销售预包装食品的，只需备案，不需要取得食品经营许可。"]},
    "correction": {
        "received_on": "2026-03-02",
        "fields": [{"name": "经营场所地址", "reason": "与产权证明所载地址不一致，请按证明更正。"}],
        "materials": [{"name": "健康证明", "reason": "已过有效期，请提交在有效期内的证明。"}],
        "reply_by_on": "2026-04-02",
    },
    "special_procedure": {
        "procedure": "现场核查",
        "ground": "需要对经营场所的布局和设施进行核实（行政许可法第三十四条第三款）。",
        "starts_on": "2026-03-05",
        "days": 5,
        "accepted_on": "2026-03-02",
    },
    "extension": {
        "reasons": ["需要核实的经营场所分布在三处，核查未能在期限内完成。"],
        "days": 10,
        "old_due_on": "2026-03-30",
        "new_due_on": "2026-04-14",
        "approved_by": "本机关负责人",
    },
    "hearing_rights": {
        "interest": ["经营场所与相邻住宅共用通道，直接关系相邻住户的重大利益。"],
        "parties": ["李邻居"],
        "request_by_on": "2026-03-12",
    },
    "party_notice": {
        "party": "李邻居",
        "interest": ["经营场所与你（单位）的住宅共用通道。"],
        "request_by_on": "2026-03-12",
    },
    "grant": {
        "accepted_on": "2026-03-02",
        "decision": "准予从事热食类食品制售，经营场所为合肥市包河区示范路1号。",
        "result_name": "食品经营许可证",
        "result_number": "JY23401000000017",
        "valid_from": "2026-03-16",
        "valid_until": "2031-03-15",
        "delivery": "电子送达",
    },
    "deemed_renewal": {
        "asked_on": "2026-01-05",
        "licence_number": "合市监证〔2021〕17号",
        "expired_on": "2026-03-01",
        "result_name": "食品经营许可证",
        "result_number": "合市监证〔2026〕17号",
        "valid_from": "2026-03-02",
        "valid_until": "2031-03-01",
    },
    "refusal": {
        "accepted_on": "2026-03-02",
        "facts_found": "经现场核查，经营场所与污染源的距离不足二十五米。",
        "reasons": ["经营场所不符合《中华人民共和国食品安全法》第三十三条第一款第一项的要求。"],
        "remedy": REMEDY,
    },
    "delivery_receipt": {
        "documents": [{"title": "准予行政许可决定书", "number": "合市监许准〔2026〕17号"}],
        "method": "电子送达",
        "delivered_at": "2026-03-17T10:05:00+08:00",
        "evidence": "受送达人在政务服务平台打开文书",
    },
    "termination": {
        "cause": "withdrawn",
        "requested_on": "2026-03-05",
        "reasons": ["申请人因经营计划改变，主动撤回申请。"],
    },
    "certificate": {
        "title": "外国人工作许可证明",
        "title_en": "Certificate of Work Permit for Foreigners",
        "certificate_number": "340100-2026-000017",
        "holder": {"name": "Anna Schmidt", "kind": "护照号码", "number": "C01X****"},
        "fields": [{"label": "用人单位", "label_en": "Employer", "value": "合肥示范科技有限公司"}],
        "valid_from": "2026-03-16",
        "valid_until": "2028-03-15",
        "bilingual": True,
    },
    "licence_ending": {
        "act": "revoke",
        "licence_name": "食品经营许可证",
        "licence_number": "合市监证〔2026〕17号",
        "issued": "2026-03-02",
        "ground": "以欺骗、贿赂等不正当手段取得许可",
        "law": "行政许可法第六十九条第二款",
        "reasons": ["经营场所使用证明系伪造。"],
        "public_interest": "撤销不会对公共利益造成重大损害。",
        "consequence": "基于该许可取得的利益不受保护（第六十九条第四款）。",
        "barred_until": "2029-03-02",
        "remedy": REMEDY,
    },
}


def facts_for(template: str, **changes: Any) -> dict[str, Any]:
    """Lawful facts of one kind; a change of ``None`` leaves the fact out."""
    facts = copy.deepcopy(COMMON | OWN[template]) | changes
    return {key: value for key, value in facts.items() if value is not None}
