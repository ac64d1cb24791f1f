"""One page of every kind in a likely situation: for tests of this and other rooms, and for whoever adds a kind.

``sample(kind)`` returns where it stands, its title and the values of its fields, as ``start_page`` takes them.
Invented throughout.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, NamedTuple

_EAST: Final = dt.timezone(dt.timedelta(hours=8))


class Sample(NamedTuple):
    column: str
    title: str
    values: dict[str, Any]


def _text(html: str) -> list[dict[str, Any]]:
    return [{"type": "text", "value": html}]


def _list(name: str, *values: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": name, "value": value} for value in values]


def _entry(number: str, formed: dt.date, theme: str, **more: Any) -> dict[str, Any]:
    return {"document_number": number, "formed_on": formed, "theme": theme, **more}


_MILESTONE: Final = {"done": True, "percent": None, "html": "", "number": None}
_SUMMARY: Final = {"summary": "一句话写出要点，列表和搜索结果会显示。", "keywords": "示例 合肥"}

SAMPLES: Final[dict[str, Sample]] = {
    "article": Sample(
        "news/government", "全市政务服务工作会议召开", {"body": _text("<p>会议部署了下半年的任务。</p>")}
    ),
    "info": Sample("about/history", "合肥历史沿革", {"body": _text("<p>合肥因东淝河与南淝河在此汇合而得名。</p>")}),
    "document": Sample(
        "openness/policies/office",
        "合肥市人民政府办公室关于印发政务服务“就近办”实施方案的通知",
        {
            "issued_by": "合肥市人民政府办公室",
            "is_normative": True,
            "body": _text("<p>各县（市）、区人民政府：</p><p>现将实施方案印发给你们，请认真贯彻执行。</p>"),
            **_entry(
                "合政办〔2026〕31号",
                dt.date(2026, 10, 20),
                "综合政务|政务公开",
                effective_on=dt.date(2026, 11, 1),
                ends_on=dt.date(2031, 10, 31),
                audience="社会公众",
                consulted_organ="合肥市数据资源管理局",
                consulted_phone="0551-62601234",
            ),
        },
    ),
    "gazette": Sample(
        "openness/gazette",
        "合肥市人民政府公报2026年第10期",
        {
            "year": 2026,
            "issue": 10,
            "total_issue": 312,
            "contents": _list(
                "piece",
                {"section": "市政府办公室文件", "title": "关于印发“就近办”实施方案的通知", "number": None, "sheet": 3},
                {"section": "人事任免", "title": "关于张建国等同志职务任免的通知", "number": None, "sheet": 21},
            ),
            "body": _text("<p>本公报所刊文件为标准文本。</p>"),
        },
    ),
    "appointment": Sample(
        "openness/personnel",
        "合肥市人民政府关于张建国等同志职务任免的通知",
        {
            "decided_on": dt.date(2026, 10, 12),
            "decided_by": "合肥市人民政府",
            "changes": _list(
                "change",
                {"person": "张建国", "action": "任命", "post": "合肥市水务局副局长（试用期一年）"},
                {"person": "李晓梅", "action": "免去", "post": "合肥市水务局副局长"},
            ),
            "body": _text("<p>经研究，决定任免以上同志的职务。</p>"),
            **_entry("合政人〔2026〕18号", dt.date(2026, 10, 14), "劳动、人事、监察|人事工作"),
        },
    ),
    "conference": Sample(
        "news/press",
        "合肥市举行城市公园延时开放新闻发布会",
        {
            "held_at": dt.datetime(2026, 10, 28, 10, 0, tzinfo=_EAST),
            "place": "合肥市政务中心新闻发布厅",
            "host": "王红，市政府新闻办公室副主任",
            "speakers": _list("speaker", {"name": "赵明", "post": "市林业和园林局局长"}),
            "questions": _list(
                "question", {"question": "晚间锻炼怎么保障安全？", "answer_html": "<p>增加照明。</p>", "by": "赵明"}
            ),
            "body": _text("<p>王红：各位记者朋友，上午好。</p>"),
        },
    ),
    "budget": Sample(
        "openness/budget",
        "合肥市水务局2026年部门预算",
        {
            "year": 2026,
            "budget_organ": "合肥市水务局",
            "budget_type": "预算",
            "tables": _list(
                "table",
                {
                    "title": "收支预算总表",
                    "unit": "万元",
                    "note": "",
                    "differs": "",
                    "rows": "收入项目\t预算数\t支出项目\t预算数\n"
                    "一般公共预算拨款\t3,200.50\t农林水支出\t3,150.50\n"
                    "其他收入\t100.00\t住房保障支出\t150.00\n"
                    "收入总计\t3,300.50\t支出总计\t3,300.50",
                },
                {
                    "title": "“三公”经费预算表",
                    "unit": "万元",
                    "note": "",
                    "differs": "",
                    "rows": "项目\t2026年预算数\n因公出国（境）费\t0\n公务接待费\t3.20\n公务用车购置及运行费\t18.60\n"
                    "其中：购置费\t0\n其中：运行费\t18.60\n合计\t21.80",
                },
            ),
            "body": _text("<p>收支预算总体平衡。</p>"),
            **_entry("", dt.date(2026, 2, 6), "财政、金融、审计|财政"),
        },
    ),
    "permit": Sample(
        "openness/permits",
        "合肥示例餐饮管理有限公司食品经营许可",
        {
            "grantee": "合肥示例餐饮管理有限公司",
            "decision_number": "合市监准许决字〔2026〕12号",
            "permit_item": "食品经营许可",
            "permit_class": "普通",
            "certificate": "食品经营许可证",
            "certificate_number": "合市监许字〔2026〕12号",
            "content": "准予食品经营许可的申请。",
            "decided_on": dt.date(2026, 10, 20),
            "valid_from": dt.date(2026, 10, 20),
            "valid_until": dt.date(2031, 10, 19),
            "authority": "合肥市市场监督管理局",
            "authority_code": "11340100MB1G00001D",
            "data_source": "政务服务办件系统",
            **_entry("", dt.date(2026, 10, 20), ""),
        },
    ),
    "procurement": Sample(
        "openness/procurement",
        "政务服务大厅自助终端采购公开招标公告",
        {
            "stage": "采购公告",
            "project_number": "2026BFCZ0123",
            "way": "公开招标",
            "buyer": "合肥市数据资源管理局",
            "agent": "安徽示例招标有限公司",
            "amount": "1250000.00",
            "deadline": dt.datetime(2026, 12, 1, 9, 30, tzinfo=_EAST),
            "contact_phone": "0551-62601234",
            "body": _text("<p>采购自助终端25台，质保三年。</p>"),
            **_entry("", dt.date(2026, 11, 2), "财政、金融、审计|财政"),
        },
    ),
    "project": Sample(
        "openness/projects",
        "南淝河防洪排涝提升工程",
        {
            "code": "2603-340100-04-01-123456",
            "builder": "合肥市水务建设有限公司",
            "investment": "320000000.00",
            "stage": "在建",
            "place": "合肥市包河区",
            "year": 2026,
            "approved_by": "合肥市发展和改革委员会",
            "contractor": "安徽示例水利工程有限公司",
            "milestones": _list(
                "milestone",
                {**_MILESTONE, "stage": "审批", "name": "可行性研究报告批复", "on": "2026-03-12"},
                {**_MILESTONE, "stage": "招标", "name": "施工招标", "on": "2026-05-20"},
                {**_MILESTONE, "stage": "在建", "name": "开工", "on": "2026-06-18", "percent": 0},
                {**_MILESTONE, "stage": "在建", "name": "河道护岸", "on": "2026-10-30", "percent": 45},
                {**_MILESTONE, "stage": "竣工", "name": "竣工验收", "on": None, "done": False},
            ),
            "body": _text("<p>工程建成后防洪标准提高到百年一遇。</p>"),
            **_entry("", dt.date(2026, 10, 30), "国民经济管理、国有资产监管|重大建设项目"),
        },
    ),
    "decision": Sample(
        "openness/decisions/results",
        "《合肥市养老服务设施专项规划（草案）》公开征求意见",
        {
            "handled_by": "合肥市民政局",
            "comment_from": dt.date(2026, 8, 3),
            "comment_until": dt.date(2026, 9, 3),
            "comment_to": "网上填写意见，或者寄合肥市民政局养老服务处，邮编230001；电话0551-62601234。",
            "hearing_on": dt.date(2026, 9, 15),
            "hearing_place": "合肥市政务中心二楼会议室",
            "papers_on": dt.date(2026, 9, 7),
            "legality_on": dt.date(2026, 9, 28),
            "deliberated_on": dt.date(2026, 10, 12),
            "meeting": "市政府第52次常务会议",
            "decided_on": dt.date(2026, 10, 16),
            "adoption": "<p>共收到意见126条，采纳84条；未采纳的42条主要涉及现行用地标准。</p>",
            "body": _text("<p>规划草案及其说明附后。</p>"),
            **_entry("", dt.date(2026, 10, 16), "民政、扶贫、救灾|社会福利"),
        },
    ),
    "theme": Sample(
        "themes/current",
        "防汛抗旱进行时",
        {
            "subtitle": "雨情水情、转移安置和求助电话，都在这里",
            "body": [
                {
                    "type": "callout",
                    "value": {"tone": "warning", "title": "超警戒水位", "html": "<p>请听从安排转移。</p>"},
                },
                {
                    "type": "column",
                    "value": {"title": "最新", "site": "hefei", "column": "news/government", "limit": 6},
                },
                {"type": "ask", "value": {"title": "找一找", "placeholder": "如：安置点"}},
            ],
        },
    ),
    "region": Sample(
        "about/overview",
        "合肥概况",
        {
            "division": "340100",
            "area": "11445.00",
            "figures_source": "历年国民经济和社会发展统计公报（演示数据）",
            "years": _list(
                "year",
                {"year": 2024, "population": "1000.20", "output": "13507.70"},
                {"year": 2025, "population": "1008.60", "output": "14120.30"},
            ),
            "body": _text("<p>合肥位于安徽省中部，环抱巢湖。</p>"),
        },
    ),
    "enterprise": Sample(
        "about/enterprises",
        "安徽示例装备制造有限公司",
        {
            "category": "制造业",
            "place": "合肥市经济技术开发区",
            "phone": "0551-62605678",
            "website": "https://www.example.com/",
            "founded_year": 1998,
            "body": _text("<p>生产水泵和阀门。</p>"),
        },
    ),
    "scenic": Sample(
        "about/tourism",
        "环湖湿地公园",
        {
            "grade": "4A",
            "place": "合肥市包河区",
            "address": "合肥市包河区环湖北路1号",
            "opening": "全年 8:00—17:30",
            "ticket": "免费",
            "phone": "0551-62607890",
            "accessible": "主要步道可通行轮椅，设无障碍卫生间两处",
            "body": _text("<p>湿地面积三百公顷。</p>"),
        },
    ),
    "product": Sample(
        "about/products",
        "三十岗西瓜",
        {
            "category": "水果",
            "origin": "合肥市庐阳区三十岗乡",
            "holder": "三十岗乡西瓜协会",
            "season": "6月至8月",
            "body": _text("<p>皮薄味甜。</p>"),
        },
    ),
    "investment": Sample(
        "invest/projects",
        "新能源汽车热管理系统项目",
        {
            "industry": "新能源汽车",
            "place": "合肥市新站高新区",
            "amount": "500000000.00",
            "cooperation": "合资",
            "contact": "招商二科",
            "phone": "0551-62608901",
            "email": "invest@example.com",
            "body": _text("<p>用地一百五十亩，标准厂房已建成。</p>"),
        },
    ),
    "expo": Sample(
        "invest/expo",
        "家用电器馆",
        {
            "opens_on": dt.date(2026, 11, 1),
            "closes_on": dt.date(2026, 12, 31),
            "organiser": "合肥市经济和信息化局",
            "body": _text("<p>冰箱、空调、洗衣机三大类产品。</p>"),
        },
    ),
    "exhibitor": Sample(
        "invest/expo",
        "安徽示例电器股份有限公司",
        {"booth": "A12", "category": "家用电器", "phone": "0551-62609012", "body": _text("<p>年产冰箱八百万台。</p>")},
    ),
    "exhibit": Sample(
        "invest/expo",
        "双循环变频冰箱",
        {"model": "BCD-520", "price": "4299.00", "unit": "台", "body": _text("<p>一级能效。</p>")},
    ),
    "price": Sample(
        "market/produce-prices",
        "2026年11月2日周谷堆小麦价格",
        {
            "product": "小麦（三等）",
            "market": "周谷堆农产品批发市场",
            "price": "2.46",
            "unit": "元/公斤",
            "on": dt.date(2026, 11, 2),
            "change": "-0.80",
            "collector": "市农业农村局",
            "body": _text("<p>价格平稳，略有下降。</p>"),
        },
    ),
    "vacancy": Sample(
        "employment/vacancies",
        "数控车床操作工",
        {
            "employer": "安徽示例装备制造有限公司",
            "place": "合肥市经济技术开发区",
            "wage_from": 6500,
            "wage_until": 8500,
            "count": 20,
            "education": "高中或者中专",
            "hours": "每天8小时，月休4天",
            "insurance": "缴纳五险一金，包住",
            "until": dt.date(2026, 12, 20),
            "phone": "0551-62605678",
            "body": _text("<p>有操作证者从优定级。</p>"),
        },
    ),
    "course": Sample(
        "employment/training",
        "养老护理员技能培训班（第三期）",
        {
            "organiser": "合肥市人力资源和社会保障局",
            "starts_on": dt.date(2026, 11, 16),
            "ends_on": dt.date(2026, 11, 30),
            "place": "合肥市职业技能公共实训中心301教室",
            "seats": 40,
            "fee": "0",
            "phone": "0551-62606789",
            "audience": "在岗和转岗人员",
            "certificate": "职业技能等级证书（五级）",
            "body": _text("<p>食宿自理。</p>"),
        },
    ),
    "person": Sample(
        "openness/leaders",
        "张示例",
        {
            "post": "合肥市人民政府副市长",
            "order": 3,
            "duties": "负责农业农村、水利、民政方面工作。",
            "resume": _list("step", {"period": "2019.03—2022.06", "post": "合肥市水务局局长"}),
            "body": _text("<p>在职研究生学历。</p>"),
        },
    ),
    "dataset": Sample(
        "openness/statistics",
        "全市公共停车场基本信息",
        {
            "code": "340100-TRAFFIC-0007",
            "provider": "合肥市城市管理局",
            "updated_on": dt.date(2026, 11, 1),
            "cycle": "每月",
            "columns": _list(
                "field",
                {"name": "停车场名称", "kind": "文本", "meaning": ""},
                {"name": "泊位数", "kind": "数值", "meaning": "对外开放的泊位"},
            ),
            "body": _text("<p>覆盖市区四个区。</p>"),
        },
    ),
}


def sample(kind: str) -> Sample:
    """Return the sample of a kind; raises ``KeyError``."""
    found = SAMPLES[kind]
    return found._replace(values={**_SUMMARY, **found.values})
