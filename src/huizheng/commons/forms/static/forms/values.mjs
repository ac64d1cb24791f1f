// What each type of field makes of what was typed: the same readings as on the server.
import { number, Num, plain, roundTo } from "./numbers.mjs";
import { isDate, isEmpty } from "./expressions.mjs";

// What does not fit, told by the name of a sentence and its facts.
export class Unfit extends Error {
  constructor(name, facts = {}) {
    super(name);
    this.sentence = name;
    this.facts = facts;
  }
}

const asText = (raw) => {
  if (isEmpty(raw)) {
    return "";
  }
  if (typeof raw === "number") {
    return String(raw);
  }
  if (typeof raw !== "string") {
    throw new Unfit("shape");
  }
  const text = raw.replace(/\r\n?/g, "\n").trim();
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b-\u001f]/.test(text)) {
    throw new Unfit("control");
  }
  return text.normalize("NFC");
};
const asCode = (raw) => asText(raw).normalize("NFKC").trim();
const sizeOf = (text) => [...text].length;

const bounded = (text, most) => {
  if (sizeOf(text) > most) {
    throw new Unfit("length.max", { count: most, size: sizeOf(text) });
  }
  return text || null;
};
const longest = (field) => Math.max(0, ...(field.rules ?? []).filter((rule) => rule.rule === "length").map((rule) => rule.max ?? 0));

const readNumber = (raw, places, advice) => {
  const text = asCode(raw).replace(/ /g, "").replace(/，/g, ",").replace(/。/g, ".").replace(/\u2212/g, "-");
  if (!text) {
    return null;
  }
  const found = /^([+-]?)([0-9]{1,20}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,10}))?$/.exec(text);
  if (!found) {
    throw new Unfit(advice);
  }
  const value = number(`${found[1]}${found[2].replace(/,/g, "")}.${found[3] ?? "0"}`);
  if (value === null) {
    throw new Unfit(advice);
  }
  if (roundTo(value, places).units !== value.units) {
    throw places ? new Unfit("places", { places }) : new Unfit(advice);
  }
  return value;
};

export const moneyPlaces = (field) => (field.settings?.unit?.startsWith("万元") ? 6 : 2);
export const moneyText = (value) => (roundTo(value, 2).units === value.units ? plain(value, 2) : plain(value));

const readDay = (text, advice) => {
  const found = /^(?:([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?|([0-9]{4})([0-9]{2})([0-9]{2}))$/.exec(text);
  if (!found) {
    throw new Unfit(advice);
  }
  const [year, month, day] = found.slice(1).filter((part) => part !== undefined).map(Number);
  const two = (count) => String(count).padStart(2, "0");
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  if (!isDate(date)) {
    throw new Unfit("date.none", { year, month, day });
  }
  if (year < 1800 || year > 2199) {
    throw new Unfit("date.year");
  }
  return date;
};

const readMonth = (raw) => {
  const text = asCode(raw);
  if (!text) {
    return null;
  }
  const found = /^([0-9]{4})[-/.年]([0-9]{1,2})月?$/.exec(text);
  if (!found) {
    throw new Unfit("month");
  }
  return readDay(`${found[1]}-${found[2]}-1`, "month").slice(0, 7);
};

const readMoment = (raw) => {
  const text = asCode(raw);
  if (!text) {
    return null;
  }
  const found = /^(.+?)[T ]\s*([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?$/.exec(text);
  if (!found) {
    throw new Unfit("datetime");
  }
  const day = readDay(found[1].trim(), "datetime");
  if (Number(found[2]) > 23 || Number(found[3]) > 59) {
    throw new Unfit("datetime");
  }
  return `${day}T${found[2].padStart(2, "0")}:${found[3]}`;
};

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
export const citizenNumber = (text) => {
  if (!/^[0-9]{17}[0-9X]$/.test(text)) {
    throw new Unfit("citizen_number.shape");
  }
  if (!isDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) {
    throw new Unfit("citizen_number.date");
  }
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(text[place]), 0);
  if ("10X98765432"[sum % 11] !== text[17]) {
    throw new Unfit("citizen_number.check");
  }
  return text;
};

const USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const uscc = (text) => {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(text)) {
    throw new Unfit("uscc.shape");
  }
  let sum = 0;
  let weight = 1;
  for (const letter of text.slice(0, 17)) {
    sum += USCC.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  if (USCC[(31 - (sum % 31)) % 31] !== text[17]) {
    throw new Unfit("uscc.check");
  }
  return text;
};

const bankCard = (text) => {
  const digits = text.replace(/[\s-]/g, "");
  if (!/^[1-9][0-9]{12,18}$/.test(digits)) {
    throw new Unfit("bank_card.shape");
  }
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  if (sum % 10) {
    throw new Unfit("bank_card.check");
  }
  return digits;
};

// How a short code is tidied before its shape is looked at; the shapes themselves come from the server.
const TIDY = {
  mobile: (text) => text.replace(/[\s-]/g, "").replace(/^(\+?86)(?=1[3-9])/, ""),
  phone: (text) => text.replace(/\(/g, "").replace(/\)/g, "-").replace(/\s|^\+?86(?=1[3-9]|0)/g, ""),
  email: (text) => text,
  url: (text) => (text && !text.includes("://") && text.includes(".") ? `https://${text}` : text),
  postcode: (text) => text,
  plate: (text) => text.replace(/[\s·.-]/g, "").toUpperCase(),
};

const YES = ["true", "on", "yes", "1", "是"];
const NO = ["false", "off", "no", "0", "否"];
const truth = (raw) => {
  if (typeof raw === "boolean") {
    return raw;
  }
  const text = asText(raw).toLowerCase();
  if (YES.includes(text)) {
    return true;
  }
  if (NO.includes(text)) {
    return false;
  }
  if (text) {
    throw new Unfit("yes_no");
  }
  return null;
};

const listOf = (raw, sentence) => {
  if (isEmpty(raw)) {
    return null;
  }
  const found = typeof raw === "string" ? [raw] : raw;
  if (!Array.isArray(found)) {
    throw new Unfit(sentence);
  }
  const kept = [...new Set(found.map(asText))].filter(Boolean);
  return kept.length ? kept : null;
};

const parts = (raw) => {
  if (isEmpty(raw)) {
    return ["", ""];
  }
  const tidy = (text) => bounded(asText(text).replace(/\s+/g, " "), 300) ?? "";
  if (typeof raw === "object") {
    return [asCode(raw.division ?? "").replace(/\s/g, ""), tidy(raw.detail ?? "")];
  }
  const text = tidy(raw);
  return /^[0-9]+$/.test(text) ? [text, ""] : ["", text];
};

export class Reader {
  // `shapes` are the server's regular expressions: of types, of named patterns and of certificates.
  constructor(shapes) {
    const anchored = (pattern) => new RegExp(`^(?:${pattern})$`, "u");
    this.types = Object.fromEntries(Object.entries(shapes.types).map(([name, [shape, most]]) => [name, [anchored(shape), most]]));
    this.patterns = Object.fromEntries(Object.entries(shapes.patterns).map(([name, shape]) => [name, anchored(shape)]));
    this.certificates = Object.fromEntries(Object.entries(shapes.certificates).map(([name, shape]) => [name, anchored(shape)]));
    this.residents = shapes.residents;
    this.anyCertificate = anchored(shapes.any_certificate);
  }

  // The answer as JSON, null when there is none; throws Unfit with what to do about it.
  parse(field, raw, companion = null) {
    switch (field.type) {
      case "text":
        return bounded(asText(raw).replace(/\s+/g, " "), Math.max(500, longest(field)));
      case "textarea":
        return bounded(asText(raw), Math.max(5000, longest(field)));
      case "integer": {
        const value = readNumber(raw, 0, "integer");
        return value === null ? null : plain(value);
      }
      case "decimal": {
        const value = readNumber(raw, field.settings?.places ?? 4, "decimal");
        return value === null ? null : plain(value);
      }
      case "money": {
        const value = readNumber(asCode(raw).replace(/^[¥￥]|元$/g, ""), moneyPlaces(field), "money");
        return value === null ? null : moneyText(value);
      }
      case "year": {
        const text = asCode(raw).replace(/年$/, "");
        if (text && !/^(1[89]|20)[0-9]{2}$/.test(text)) {
          throw new Unfit("year");
        }
        return text || null;
      }
      case "date":
        return asCode(raw) ? readDay(asCode(raw), "date") : null;
      case "month":
        return readMonth(raw);
      case "datetime":
        return readMoment(raw);
      case "citizen_number":
        return this.certificate(field, asCode(raw).replace(/\s/g, "").toUpperCase(), companion);
      case "uscc": {
        const text = asCode(raw).replace(/\s/g, "").toUpperCase();
        return text ? uscc(text) : null;
      }
      case "bank_card": {
        const text = asCode(raw).replace(/\s/g, "");
        return text ? bankCard(text) : null;
      }
      case "choice":
      case "nation":
      case "country":
        return asText(raw) || null;
      case "multi_choice":
        return listOf(raw, "choice");
      case "file":
        return listOf(raw, "file");
      case "yes_no":
        return truth(raw);
      case "declaration":
        return truth(raw) ? true : null;
      case "address":
      case "division":
        return this.place(field, raw);
      case "note":
        return null;
      default:
        return this.shaped(field, raw);
    }
  }

  shaped(field, raw) {
    const [shape, most] = this.types[field.type];
    const text = TIDY[field.type](asCode(raw));
    if (text && (sizeOf(text) > most || !shape.test(text))) {
      throw new Unfit(field.type);
    }
    return text || null;
  }

  certificate(field, text, companion) {
    const settings = field.settings ?? {};
    if (!text) {
      return null;
    }
    let shape = null;
    if (settings.any_certificate) {
      shape = /^[0-9]{17}[0-9X]$/.test(text) ? null : this.anyCertificate;
    } else if (settings.certificate_type && companion !== null && !this.residents.includes(companion)) {
      shape = this.certificates[companion] ?? this.anyCertificate;
    }
    if (shape === null) {
      return citizenNumber(text);
    }
    if (!shape.test(text)) {
      throw new Unfit("certificate");
    }
    return text;
  }

  place(field, raw) {
    const [division, detail] = parts(raw);
    if (field.type === "address") {
      if (division && !detail) {
        throw new Unfit("address.detail");
      }
      return detail ? (division ? { division, detail } : { detail }) : null;
    }
    const isAlone = (field.settings?.digits ?? 6) === 6;
    if (detail && (isAlone || !division)) {
      throw new Unfit("division");
    }
    if (isAlone) {
      return division || null;
    }
    return division ? (detail ? { division, detail } : { division }) : null;
  }
}

const NUMERIC = ["integer", "decimal", "money", "year"];

// What expressions and rules work with.
export const typed = (field, value) => {
  if (NUMERIC.includes(field.type)) {
    return number(value);
  }
  if (field.type === "address") {
    return value.detail;
  }
  if (field.type === "division") {
    return typeof value === "string" ? value : value.division;
  }
  return value;
};

export const computedText = (field, value) => {
  if (!(value instanceof Num)) {
    return value;
  }
  return field.settings?.show_as === "money" ? plain(value, 2) : plain(value);
};
