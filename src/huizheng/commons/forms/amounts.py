"""Amounts of money as people read them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_UNITS = ((10**8, "亿"), (10**4, "万"))
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
    """Return a whole number in words, split at 亿 and then at 万: 1 2345 0000 0000 is 壹万贰仟叁佰肆拾伍亿."""
    for unit, word in _UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            # A missing digit on either side of the unit is spoken as one zero: 壹拾万零柒仟, 壹亿零伍.
            gap = "零" if low and (low < unit // 10 or high % 10 == 0) else ""
            return f"{_whole(high)}{word}{gap}{_whole(low) if low else ''}"
    return _group(number)


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
