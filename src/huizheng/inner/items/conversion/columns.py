"""Columns of the tables in forms: the starting data names a table, the label tells what its rows are."""

from __future__ import annotations

from typing import Any, Final

Column = dict[str, Any]


def _text(key: str, label: str, *, most: int = 100, required: bool = True, personal: bool = False) -> Column:
    column: Column = {
        "key": key,
        "type": "text",
        "label": label,
        "required": required,
        "rules": [{"rule": "length", "min": 1, "max": most}],
    }
    return column | ({"settings": {"personal": True}} if personal else {})


def _number(
    key: str, label: str, *, kind: str = "integer", least: int = 0, unit: str = "", required: bool = True
) -> Column:
    column: Column = {
        "key": key,
        "type": kind,
        "label": label,
        "required": required,
        "rules": [{"rule": "range", "min": least}],
    }
    return column | ({"settings": {"unit": unit}} if unit else {})


def _money(key: str, label: str, *, unit: str = "元", required: bool = True) -> Column:
    return {
        "key": key,
        "type": "money",
        "label": label,
        "required": required,
        "settings": {"unit": unit},
        "rules": [{"rule": "range", "min": 0}],
    }


def _date(key: str, label: str, *, required: bool = False) -> Column:
    return {"key": key, "type": "date", "label": label, "required": required}


def _choice(key: str, label: str, *values: str, required: bool = True) -> Column:
    options = [{"value": value, "label": value} for value in values]
    return {"key": key, "type": "choice", "label": label, "required": required, "options": options}


_NAME: Final = _text("name", "姓名", most=50, personal=True)
_CITIZEN: Final = {"key": "citizen_number", "type": "citizen_number", "label": "公民身份号码", "required": True}
_CERTIFICATE: Final = _text("certificate_no", "证书编号", most=60)
_POST: Final = _text("post", "职务或岗位", most=50)
_RELATION: Final = _choice(
    "relation", "与申请人关系", "本人", "配偶", "子女", "父母", "祖父母", "孙子女", "兄弟姐妹", "其他"
)
_QUANTITY: Final = _number("quantity", "数量", least=1)

_FAMILY: Final = [_NAME, _RELATION, _CITIZEN]
_FOREIGN_FAMILY: Final = [
    _text("name", "姓名（与护照一致）", most=80, personal=True),
    _choice("relation", "与申请人关系", "配偶", "子女", "父母", "其他"),
    {"key": "nationality", "type": "country", "label": "国籍", "required": True},
    _text("passport", "护照号码", most=20, personal=True),
    _date("birth", "出生日期"),
]
_STAFF: Final = [_NAME, _CITIZEN, _POST]
_QUALIFIED: Final = [_NAME, _POST, _CERTIFICATE]
_HEALTHY: Final = [_NAME, _POST, _text("certificate_no", "健康证明编号", most=60, required=False)]
_INVESTORS: Final = [
    _text("name", "姓名或名称", most=200, personal=True),
    _choice("kind", "类型", "自然人", "企业法人", "其他"),
    _text("certificate_no", "证件号码", most=30, personal=True),
    _money("amount", "认缴出资额", unit="万元"),
    _number("share", "出资比例", kind="decimal", unit="%"),
    _date("paid_by", "出资期限"),
]
_EQUIPMENT: Final = [_text("name", "设备名称"), _text("model", "型号规格", required=False), _QUANTITY]
_VEHICLES: Final = [
    {"key": "plate", "type": "plate", "label": "号牌号码", "required": True},
    _text("type", "车辆类型", most=40),
    _number("seats", "核定载人数", least=1),
]
_ACTORS: Final = [
    _text("name", "姓名", most=80, personal=True),
    {"key": "nationality", "type": "country", "label": "国籍", "required": True},
    _text("certificate_no", "证件号码", most=30, personal=True),
    _text("role", "角色或职务", most=50),
]
_PARCELS: Final = [
    _text("code", "地块编码", most=40),
    _text("place", "坐落"),
    _number("area", "面积", kind="decimal", unit="亩"),
]
_BUILDINGS: Final = [
    _text("name", "单体名称"),
    _number("area", "建筑面积", kind="decimal", unit="平方米"),
    _number("floors", "层数", least=1),
    _number("height", "建筑高度", kind="decimal", unit="米"),
]

_BY_KEY: Final[dict[str, list[Column]]] = {
    "mig.members": _FAMILY,
    "family.members": _FAMILY,
    "en.family": _FAMILY,
    "fam.members": _FAMILY,
    "lc.members": _FAMILY,
    "hs.members": _FAMILY,
    "in.family": _FAMILY,
    "tb.family": _FAMILY,
    "alien.family": _FOREIGN_FAMILY,
    "stops": [
        _text("name", "站点名称"),
        {
            "key": "time",
            "type": "text",
            "label": "到站时刻",
            "required": True,
            "rules": [{"rule": "length", "min": 4, "max": 5}],
        },
    ],
    "show.actors": _ACTORS,
    "fs.actors": _ACTORS,
    "ent.investors": _INVESTORS,
    "co.shareholders": _INVESTORS,
    "ar.investor": _INVESTORS,
    "sp.certs": _QUALIFIED,
    "med.staff": _QUALIFIED,
    "ta.guide_list": [_NAME, _text("certificate_no", "导游证编号", most=60)],
    "ta.managers": _STAFF,
    "ps.vehicles": _VEHICLES,
    "ps.drivers": [_NAME, _CITIZEN, _text("certificate_no", "从业资格证号", most=60)],
    "sd.crops": [
        _text("crop", "作物种类"),
        _text("variety", "品种名称"),
        _text("approval", "审定（登记）编号", required=False),
    ],
    "pd.staff": _QUALIFIED,
    "pd.branches": [_text("name", "分支机构名称"), _text("place", "地址", most=200)],
    "vd.staff": _QUALIFIED,
    "lc.parcels": _PARCELS,
    "co.director": _STAFF,
    "co.supervisor": _STAFF,
    "cp.members": [
        _text("name", "姓名或名称", most=200, personal=True),
        _choice("kind", "成员类型", "农民", "企业", "事业单位", "社会组织"),
        _text("certificate_no", "证件号码", most=30, personal=True),
        _money("amount", "出资额", unit="万元"),
    ],
    "si.staff": [_NAME, _CITIZEN, _date("from", "用工起始日期", required=True), _money("wage", "月缴费基数")],
    "pf.staff": [_NAME, _CITIZEN, _money("base", "月缴存基数"), _number("rate", "缴存比例", kind="decimal", unit="%")],
    "fp.equipment": _EQUIPMENT,
    "pr.equipment": _EQUIPMENT,
    "sp.equipment": _EQUIPMENT,
    "fp.staff": _STAFF,
    "mt.list": [_text("name", "器具名称"), _text("model", "型号规格"), _text("serial", "出厂编号"), _QUANTITY],
    "sp.staff": [_NAME, _choice("kind", "类别", "主要负责人", "项目负责人", "专职安全生产管理人员"), _CERTIFICATE],
    "hc.list": [
        _text("name", "品名"),
        _text("cas", "CAS 号", most=20, required=False),
        _number("stock", "最大储存量", kind="decimal", unit="吨"),
    ],
    "fb.staff": _HEALTHY,
    "lo.staff": _STAFF,
    "wh.posts": [
        _text("post", "岗位名称"),
        _number("people", "人数", least=1),
        _choice("system", "工时制度", "不定时工作制", "综合计算工时工作制"),
    ],
    "ar.evidence": [
        _text("name", "证据名称"),
        _text("purpose", "证明内容", most=300),
        _number("pages", "页数", least=1, required=False),
    ],
    "ld.staff": _STAFF,
    "ld.clients": [_text("name", "用工单位名称", most=200), _number("people", "派遣人数", least=0)],
    "hr.staff": _QUALIFIED,
    "cq.people": [_NAME, _text("specialty", "专业"), _text("certificate_no", "注册证书编号", most=60)],
    "cq.works": [
        _text("name", "工程名称", most=200),
        _text("scale", "规模"),
        _date("finished_on", "竣工日期", required=True),
    ],
    "ht.rd": [
        {"key": "year", "type": "year", "label": "年度", "required": True},
        _money("amount", "研发费用", unit="万元"),
        _money("sales", "销售收入", unit="万元"),
    ],
    "ht.ip": [
        _text("name", "知识产权名称", most=200),
        _choice("kind", "类别", "发明专利", "实用新型", "外观设计", "软件著作权", "其他"),
        _text("number", "授权号", most=60),
    ],
    "pp.building": _BUILDINGS,
    "pp.heights": [_text("name", "单体名称"), _number("height", "建筑高度", kind="decimal", unit="米")],
    "ei.total": [
        _choice("pollutant", "污染物", "化学需氧量", "氨氮", "二氧化硫", "氮氧化物", "挥发性有机物", "颗粒物"),
        _number("amount", "排放量", kind="decimal", unit="吨/年"),
    ],
    "qs.safety_mgr": _QUALIFIED,
    "dc.committee": _STAFF,
    "bk.materials": [
        _text("name", "材料名称"),
        _choice("form", "形式", "原件", "复印件"),
        _number("copies", "份数", least=1),
    ],
}
_GENERIC: Final = [_text("name", "名称", most=200), _text("note", "说明", most=300, required=False)]


def columns_of(key: str) -> list[Column]:
    """Return the columns of a table; a table nobody described gets a name and a note."""
    return [dict(column) for column in _BY_KEY.get(key, _GENERIC)]


def is_described(key: str) -> bool:
    return key in _BY_KEY
