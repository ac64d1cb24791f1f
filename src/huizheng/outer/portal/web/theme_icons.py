"""Which drawing of the sprite stands for which theme code."""

PERSON = {
    "005": "child", "010": "household", "015": "people", "020": "school", "025": "medal", "030": "work", "035": "shop",
    "040": "licence", "045": "scale", "050": "star", "055": "money", "060": "rings", "065": "shield", "070": "plan",
    "075": "house", "085": "shield", "090": "card", "095": "car", "100": "leaf", "105": "passport", "110": "rating",
    "115": "lock", "120": "scale", "125": "edit", "130": "leaf", "135": "culture", "140": "tap", "145": "medical",
    "150": "retire", "155": "flower", "998": "farm", "999": "more",
}  # fmt: skip
CORP = {
    "005": "shop", "010": "licence", "015": "medal", "020": "calendar", "025": "money", "030": "people",
    "035": "shield", "040": "plan", "045": "chart", "050": "scale", "055": "globe", "060": "documents",
    "065": "passport", "070": "globe", "075": "farm", "085": "building", "090": "car", "095": "leaf", "100": "leaf",
    "105": "tap", "110": "medical", "115": "flask", "120": "culture", "125": "edit", "130": "people", "135": "check",
    "140": "search", "145": "warning", "150": "lock", "155": "scale",
    "160": "tap", "165": "sign-out", "170": "documents",
    "998": "farm", "999": "more",
}  # fmt: skip


def icon_of(audience: str, code: str) -> str:
    return (CORP if audience == "corp" else PERSON).get(code, "document")
