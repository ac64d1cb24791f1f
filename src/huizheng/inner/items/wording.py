"""Words for codes that people read."""

from __future__ import annotations

from typing import Final

LEVELS: Final = {"province": "省级", "city": "市级", "county": "县级", "town": "镇（乡、街道）"}
OBJECTS: Final = {
    "1": "自然人",
    "2": "企业法人",
    "3": "事业法人",
    "4": "社会组织法人",
    "5": "行政机关",
    "6": "其他组织",
}
TYPES: Final = {
    "01": "行政许可",
    "05": "行政给付",
    "07": "行政确认",
    "08": "行政奖励",
    "09": "行政裁决",
    "10": "其他类别事项",
    "20": "公共服务事项",
}
HANDLING: Final = {"on_the_spot": "即办件", "promise": "承诺件"}
NECESSITY: Final = {"required": "必要", "optional": "非必要", "later": "容缺后补"}
MATERIAL_SOURCES: Final = {"applicant": "申请人自备", "government": "政府部门核发", "other": "其他"}
MEMBERS: Final = {
    "name": "事项名称",
    "name_en": "英文名称",
    "summary": "通俗说明",
    "summary_en": "英文说明",
    "languages": "语种",
    "code": "国家编码",
    "demo_code": "演示编码",
    "item_type": "事项类型",
    "level": "行使层级",
    "organ_kind": "实施机关",
    "guiding_kind": "业务指导部门",
    "joint_kinds": "共同实施部门",
    "objects": "服务对象",
    "themes": "主题",
    "legal_basis": "设定依据",
    "conditions": "申请条件",
    "handling": "办件类型",
    "limits": "办结时限",
    "visits": "到现场次数",
    "visit_reason": "到现场原因",
    "depth": "网办深度",
    "scope": "通办范围",
    "fee": "收费",
    "quota": "数量限制",
    "materials": "材料",
    "form": "表单",
    "steps": "流程",
    "clocks": "计时",
    "special_procedures": "特别程序",
    "result": "结果",
    "delivery": "送达方式",
    "intermediaries": "中介服务",
    "faq": "常见问题",
    "prerequisites": "前置事项",
    "next": "后续事项",
    "related": "相关事项",
    "remedy": "救济",
    "window": "办理窗口",
    "notes": "说明",
    "unverified": "未核实标记",
    "format": "格式",
    "slug": "事项标识",
    "version": "版本",
}


def limit_words(limit: dict[str, object] | None) -> str:
    """Return e.g. ``20个工作日``, ``当场``."""
    if limit is None:
        return "无法定时限"
    if limit["n"] == 0:
        return "当场办结"
    return f"{limit['n']}{'个工作日' if limit['unit'] == 'working' else '日'}"
