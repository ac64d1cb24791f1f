"""How a kind of organ is called where no single organ is meant, as in a list of services of the whole province."""

from __future__ import annotations

from typing import Final

_WORDS: Final = {
    "agriculture": ("农业农村", "Agriculture and rural affairs"),
    "archives": ("档案", "Archives"),
    "audit": ("审计", "Audit"),
    "civil-affairs": ("民政", "Civil affairs"),
    "civil-air-defence": ("国防动员（人防）", "Civil air defence"),
    "commerce": ("商务", "Commerce"),
    "communications": ("通信管理", "Communications"),
    "conscription": ("征兵", "Conscription"),
    "court": ("法院", "Court"),
    "cpc-discipline": ("纪检监察", "Discipline inspection"),
    "culture-tourism": ("文化和旅游", "Culture and tourism"),
    "customs": ("海关", "Customs"),
    "data-resources": ("数据资源", "Data resources"),
    "development-reform": ("发展改革", "Development and reform"),
    "disabled-federation": ("残疾人联合会", "Disabled persons' federation"),
    "drug-administration": ("药品监管", "Drug administration"),
    "ecology-environment": ("生态环境", "Ecology and environment"),
    "education": ("教育", "Education"),
    "emergency": ("应急管理", "Emergency management"),
    "ethnic-religious": ("民族宗教", "Ethnic and religious affairs"),
    "finance": ("财政", "Finance"),
    "fire-rescue": ("消防救援", "Fire and rescue"),
    "foreign-affairs": ("外事", "Foreign affairs"),
    "forestry": ("林业", "Forestry"),
    "general-office": ("政府办公室", "General office"),
    "health": ("卫生健康", "Health"),
    "housing-construction": ("住房和城乡建设", "Housing and urban-rural development"),
    "housing-fund": ("住房公积金", "Housing provident fund"),
    "human-resources": ("人力资源和社会保障", "Human resources and social security"),
    "industry-information": ("工业和信息化", "Industry and information technology"),
    "intellectual-property": ("知识产权", "Intellectual property"),
    "justice": ("司法行政", "Justice"),
    "market-regulation": ("市场监管", "Market regulation"),
    "medical-insurance": ("医疗保障", "Healthcare security"),
    "meteorology": ("气象", "Meteorology"),
    "natural-resources": ("自然资源和规划", "Natural resources and planning"),
    "petition": ("信访", "Letters and visits"),
    "postal": ("邮政管理", "Postal administration"),
    "public-security": ("公安", "Public security"),
    "public-utility": ("供水供气供电企业", "Public utilities"),
    "radio-television": ("广播电视", "Radio and television"),
    "science-technology": ("科学技术", "Science and technology"),
    "sports": ("体育", "Sports"),
    "statistics": ("统计", "Statistics"),
    "tax": ("税务", "Tax"),
    "tobacco": ("烟草专卖", "Tobacco monopoly"),
    "town-government": ("乡镇（街道）", "Township or subdistrict"),
    "transport": ("交通运输", "Transport"),
    "urban-management": ("城市管理", "Urban management"),
    "veterans": ("退役军人事务", "Veterans affairs"),
    "water-resources": ("水利", "Water resources"),
}


def organ_kind_words(kind: str, *, english: bool = False) -> str:
    """Return how a kind of organ is called; a kind without words is called by its key."""
    words = _WORDS.get(kind)
    return words[english] if words else kind
