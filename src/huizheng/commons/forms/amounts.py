"""Amounts of money as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿", "万亿", "亿亿")
_LIMIT = Decimal(10) ** 16


def grouped(number: Decimal, *, places: int | None = None) -> str:
    """Return the number with a comma every three digits; trailing zeros stay only up to ``places``."""
    text = format(number, "f")
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    if places is not None:
        rest = rest.ljust(places, "0")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(whole):,}" + (f".{rest}" if rest else "")


def amount_in_words(amount: Decimal) -> str:
    """Return yuan, jiao and fen in capital numerals (支付结算办法 appendix 1): 1 680.32 is 壹仟陆佰捌拾元叁角贰分.

    An amount of sixteen digits or more has no such writing here and gives an empty text.
    """
    if abs(amount) >= _LIMIT:
        return ""
    fen_total = int((abs(amount) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    yuan, small = divmod(fen_total, 100)
    jiao, fen = divmod(small, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if not small:
        text = (text or "零元") + "整"
    else:
        if jiao:
            text += f"{_DIGITS[jiao]}角"
        elif yuan:
            text += "零"
        text += f"{_DIGITS[fen]}分" if fen else "整"
    return f"负{text}" if amount < 0 and fen_total else text


def _whole(number: int) -> str:
    parts: list[str] = []
    gap = False
    groups: list[int] = []
    while number:
        number, rest = divmod(number, 10_000)
        groups.append(rest)
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(parts)
            continue
        # A missing thousand, and units that are missing above, are spoken as one zero: 壹拾万零柒仟.
        if parts and (gap or group < 1_000 or groups[place + 1] % 10 == 0):  # noqa: PLR2004
            parts.append("零")
        parts.append(_group(group) + _LARGE[place])
        gap = False
    return "".join(parts)


def _group(number: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        if gap:
            text += "零"
            gap = False
        text += _DIGITS[digit] + _SMALL[place]
    return text
