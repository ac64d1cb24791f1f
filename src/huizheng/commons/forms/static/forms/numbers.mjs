// Exact numbers with the same meaning as on the server: whole units of 10^-10, fewer than thirty digits before the point.
const PLACES = 10;
const ONE = 10n ** BigInt(PLACES);
const LIMIT = 10n ** 30n * ONE;

export class Num {
  constructor(units) {
    this.units = units;
  }
}

const settled = (units) => (units >= LIMIT || units <= -LIMIT ? null : new Num(units));

// Division of whole numbers, rounded half away from zero.
const rounded = (top, bottom) => {
  const negative = top < 0n !== bottom < 0n;
  const over = top < 0n ? -top : top;
  const under = bottom < 0n ? -bottom : bottom;
  const found = (over * 2n + under) / (under * 2n);
  return negative ? -found : found;
};

export const number = (text) => {
  const found = /^([+-]?)([0-9]+)(?:\.([0-9]{1,10}))?$/.exec(String(text));
  if (!found) {
    return null;
  }
  const units = BigInt(found[2]) * ONE + BigInt((found[3] ?? "").padEnd(PLACES, "0"));
  return settled(found[1] === "-" ? -units : units);
};

export const whole = (count) => new Num(BigInt(count) * ONE);
export const toWhole = (value) => Number(value.units / ONE);
export const add = (one, other) => settled(one.units + other.units);
export const subtract = (one, other) => settled(one.units - other.units);
export const multiply = (one, other) => settled(rounded(one.units * other.units, ONE));
export const divide = (one, other) => (other.units === 0n ? null : settled(rounded(one.units * ONE, other.units)));

export const roundTo = (value, places) => {
  const kept = Math.max(0, Math.min(places, PLACES));
  const step = 10n ** BigInt(PLACES - kept);
  return settled(rounded(value.units, step) * step);
};

// The shortest plain writing, or with a fixed number of places.
export const plain = (value, places = null) => {
  const shown = places === null ? value : roundTo(value, places);
  const units = shown.units < 0n ? -shown.units : shown.units;
  let rest = String(units % ONE).padStart(PLACES, "0");
  rest = places === null ? rest.replace(/0+$/, "") : rest.slice(0, places);
  return `${shown.units < 0n ? "-" : ""}${units / ONE}${rest ? `.${rest}` : ""}`;
};

export const compare = (one, other) => (one.units < other.units ? -1 : one.units > other.units ? 1 : 0);

export const grouped = (value, places = null) => {
  const text = plain(value);
  const [head, rest = ""] = text.replace("-", "").split(".");
  const tail = places === null ? rest : rest.padEnd(places, "0");
  return `${text.startsWith("-") ? "-" : ""}${head.replace(/\B(?=([0-9]{3})+$)/g, ",")}${tail ? `.${tail}` : ""}`;
};

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const SMALL = ["", "拾", "佰", "仟"];
const UNITS = [
  [10n ** 8n, "亿"],
  [10n ** 4n, "万"],
];

const groupInWords = (count) => {
  let text = "";
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(count / 10 ** place) % 10;
    if (!digit) {
      gap = text !== "";
    } else {
      text += (gap ? "零" : "") + DIGITS[digit] + SMALL[place];
      gap = false;
    }
  }
  return text;
};

// Split at 亿 and then at 万; a missing digit on either side of the unit is spoken as one zero.
const wholeInWords = (count) => {
  for (const [unit, word] of UNITS) {
    if (count >= unit) {
      const [high, low] = [count / unit, count % unit];
      const gap = low && (low < unit / 10n || high % 10n === 0n) ? "零" : "";
      return `${wholeInWords(high)}${word}${gap}${low ? wholeInWords(low) : ""}`;
    }
  }
  return groupInWords(Number(count));
};

// Yuan, jiao and fen in capital numerals, as cheques write them.
export const amountInWords = (value) => {
  const units = value.units < 0n ? -value.units : value.units;
  if (units >= 10n ** 16n * ONE) {
    return "";
  }
  const fenTotal = rounded(units * 100n, ONE);
  const yuan = fenTotal / 100n;
  const small = Number(fenTotal % 100n);
  const [jiao, fen] = [Math.floor(small / 10), small % 10];
  let text = yuan ? `${wholeInWords(yuan)}元` : "";
  if (!small) {
    text = `${text || "零元"}整`;
  } else {
    text += jiao ? `${DIGITS[jiao]}角` : yuan ? "零" : "";
    text += fen ? `${DIGITS[fen]}分` : "整";
  }
  return value.units < 0n && fenTotal ? `负${text}` : text;
};
