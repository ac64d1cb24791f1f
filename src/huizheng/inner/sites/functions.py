"""What a site can do beside showing pages. A function is switched for each site; one that does not stand yet is off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Function:
    """``stands`` says that the product has it: it is on unless a site switches it off, and only then can be on."""

    name: str
    label: str
    stands: bool
    note: str = ""


_ALL: Final = (
    Function("services", "办事服务", stands=True, note="服务大厅的事项、按主题和部门的办事入口、办件查询"),
    Function("search", "站内搜索", stands=True, note="全文搜索本站和门户群"),
    Function("catalogue", "信息公开目录", stands=True, note="按索引号、主题、体裁、机关查文件"),
    Function("emergencies", "突发事件专栏", stands=True, note="一键开设的专栏和横幅"),
    Function("grants", "行政许可结果公示", stands=True, note="准予行政许可的决定，自作出之日起七个工作日内自动公开"),
    Function("letters", "互动来信", stands=False, note="领导信箱、咨询、投诉、举报、求助和来信选登"),
    Function("foi", "依申请公开", stands=False, note="网上提出公开申请"),
    Function("surveys", "网上调查", stands=False, note="问卷和结果"),
    Function("appraisals", "政风行风评议", stands=False, note="评议和统计"),
    Function("course-sign-up", "培训报名", stands=False, note="选课、报名、结业证"),
    Function("decision-comments", "决策意见征集", stands=False, note="对征求意见稿提意见"),
    Function("site-errors", "网站找错", stands=False, note="我为政府网站找错"),
    Function("packages", "一件事", stands=False, note="高效办成一件事"),
    Function("licences", "电子证照", stands=False, note="证照查询和出示"),
    Function("case-results", "办件公示和统计", stands=False, note="由办件库生成的公示和统计"),
    Function("ratings", "好差评公开", stands=False, note="评价统计的公开"),
    Function("warnings", "预警信息", stands=False, note="由预警系统生成的列表"),
    Function("data-queries", "数据查询", stands=False, note="补贴、参保等查询和测算"),
    Function("maps", "电子地图", stands=False, note="地图服务"),
    Function("weather", "天气预报", stands=False, note="分县天气预报"),
)
FUNCTIONS: Final[dict[str, Function]] = {each.name: each for each in _ALL}
# The columns of a function that is off are not shown; a function without columns is asked by the pages themselves.
