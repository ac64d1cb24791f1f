"""Ready words for the usual emergencies, so that one person can announce one within a minute.

Sentences are this project's own; kinds follow 突发事件应对法 art 2. What stands in 【】 is to be filled in.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EmergencyTemplate:
    key: str
    label: str
    kind: str
    level: str
    title: str
    english_title: str
    summary: str
    measures: tuple[str, ...]


_ALL = (
    EmergencyTemplate(
        "flood",
        "洪水",
        "natural",
        "orange",
        "【地点】洪水橙色预警",
        "Orange flood warning",
        "【时间】，【河流或湖泊】水位达到【数值】米，预计未来24小时继续上涨。",
        (
            "沿河沿湖群众听从安排，尽快转移到指定的安置点。",
            "不要在堤坝、桥下和低洼地段停留。",
            "关闭电源和燃气，备好饮用水、药品和证件。",
            "被洪水围困时拨打119，尽量往高处避险。",
        ),
    ),
    EmergencyTemplate(
        "rain",
        "暴雨和地质灾害",
        "natural",
        "orange",
        "【地点】暴雨橙色预警",
        "Orange rainstorm warning",
        "预计【时间】，【地点】将出现【数值】毫米以上降雨，山区可能发生山洪和滑坡。",
        (
            "减少外出，不要涉水行走或者驾车通过积水路段。",
            "山区群众留意山体和溪流变化，发现险情立即撤离。",
            "户外作业、集会和景区游览暂停。",
        ),
    ),
    EmergencyTemplate(
        "snow",
        "雨雪冰冻",
        "natural",
        "yellow",
        "【地点】道路结冰黄色预警",
        "Yellow warning of ice and snow",
        "预计【时间】，【地点】出现雨雪，路面结冰。",
        ("减少出行，驾车慢行并保持车距。", "检查棚架、广告牌和水管。", "注意取暖安全，防止一氧化碳中毒。"),
    ),
    EmergencyTemplate(
        "earthquake",
        "地震",
        "natural",
        "red",
        "【地点】发生【数值】级地震",
        "Earthquake in 【place】",
        "【时间】，【地点】发生【数值】级地震，震源深度【数值】千米。救援正在进行。",
        (
            "远离受损房屋、围墙和电线，到空旷场地避险。",
            "防备余震，不要返回房屋取物。",
            "让出救援道路，不信谣不传谣。",
        ),
    ),
    EmergencyTemplate(
        "fire",
        "火灾和爆炸",
        "accident",
        "orange",
        "【地点】发生火灾",
        "Fire in 【place】",
        "【时间】，【地点】发生火灾，消防救援队伍正在处置，周边道路交通管制。",
        ("远离现场，关好门窗。", "车辆绕行，让出消防通道。"),
    ),
    EmergencyTemplate(
        "chemical",
        "危险化学品泄漏",
        "accident",
        "red",
        "【地点】危险化学品泄漏",
        "Chemical leak in 【place】",
        "【时间】，【地点】发生【物质】泄漏，现场正在堵漏和监测。",
        ("下风向居民关闭门窗或者按通知撤离。", "用湿毛巾捂住口鼻，往上风向走。", "不要使用受污染的水源。"),
    ),
    EmergencyTemplate(
        "water",
        "停水和水源污染",
        "accident",
        "yellow",
        "【地点】暂停供水",
        "Water supply suspended in 【place】",
        "因【原因】，【地点】自【时间】起暂停供水，预计【时间】恢复。",
        ("到应急供水点取水，地点见下。", "恢复供水后先放水几分钟再使用。"),
    ),
    EmergencyTemplate(
        "disease",
        "传染病疫情",
        "health",
        "yellow",
        "【地点】报告【疾病】病例",
        "Cases of 【disease】 reported",
        "【时间】，【地点】报告【疾病】【数值】例，疾控机构正在调查处置。",
        ("有症状的及时就医，佩戴口罩，说明接触情况。", "勤洗手、勤通风，少去人员密集的地方。"),
    ),
    EmergencyTemplate(
        "food",
        "食物中毒",
        "health",
        "yellow",
        "【地点】发生疑似食物中毒",
        "Suspected food poisoning",
        "【时间】，【地点】多人出现【症状】，有关食品已经封存，正在检测。",
        ("停止食用【食品】，保留剩余食品备查。", "出现症状的立即就医。"),
    ),
    EmergencyTemplate(
        "order",
        "公共安全提示",
        "security",
        "notice",
        "关于【事件】的公共安全提示",
        "Public safety notice",
        "【时间】，【地点】发生【事件】，公安机关正在处置。",
        ("远离现场，配合现场人员的引导。", "提供线索请拨打110。"),
    ),
)
TEMPLATES: dict[str, EmergencyTemplate] = {each.key: each for each in _ALL}
BLANK = ("【", "】")
