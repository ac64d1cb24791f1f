// Typed expression trees, asked in the browser exactly as on the server; the server has checked their types already.
import * as numbers from "./numbers.mjs";

const { Num } = numbers;

export const isEmpty = (value) =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

const literal = (value) => (typeof value === "number" ? numbers.number(plainOf(value)) : value);

// A JSON number without exponent: forms write 0.0000001 as {"number": …}, yet 1e21 is still read.
const plainOf = (value) => (Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(10).replace(/0+$/, ""));

const same = (one, other) => {
  if (one instanceof Num && other instanceof Num) {
    return one.units === other.units;
  }
  return (one ?? null) === (other ?? null);
};

const order = (one, other) => {
  if (one instanceof Num) {
    return numbers.compare(one, other);
  }
  return one < other ? -1 : one > other ? 1 : 0;
};

const ordered = (holds) => (one, other) => !isNone(one) && !isNone(other) && holds(order(one, other));
const isNone = (value) => value === null || value === undefined;
const fold = (step) => (...values) =>
  values.slice(1).reduce((total, value) => (isNone(total) || isNone(value) ? null : step(total, value)), values[0] ?? null);
const flat = (values) => values.flat().filter((value) => !isNone(value));
const extreme = (sign) => (...values) =>
  flat(values).reduce((best, value) => (best === null || order(value, best) * sign > 0 ? value : best), null);

// Days are counted in UTC so that no clock change can lose one.
const DAY = 86400000;
const time = (text) => {
  const found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(typeof text === "string" ? text : "");
  if (!found) {
    return null;
  }
  const at = new Date(0);
  at.setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
  return iso(at) === text && found[1] !== "0000" ? at : null;
};
const iso = (at) => {
  const year = at.getUTCFullYear();
  if (year < 1 || year > 9999) {
    return null;
  }
  const two = (count) => String(count).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`;
};
export const isDate = (text) => time(text) !== null;

export const ageOn = (born, on) => {
  const birth = time(born);
  const day = time(on);
  if (!birth || !day || day < birth) {
    return null;
  }
  const before = on.slice(5) < born.slice(5) ? 1 : 0;
  return numbers.whole(day.getUTCFullYear() - birth.getUTCFullYear() - before);
};

export const birthDate = (text) => {
  const found = /^[0-9]{6}([0-9]{4})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]$/.exec(typeof text === "string" ? text : "");
  const day = found ? `${found[1]}-${found[2]}-${found[3]}` : "";
  return isDate(day) ? day : null;
};

const FAR = 4000000;
const count = (value) => (isNone(value) || Math.abs(numbers.toWhole(value)) > FAR ? null : numbers.toWhole(value));

const addDays = (start, days) => {
  const at = time(start);
  const shift = count(days);
  return at === null || shift === null ? null : iso(new Date(at.getTime() + shift * DAY));
};

const addMonths = (start, months) => {
  const at = time(start);
  const shift = count(months);
  if (at === null || shift === null) {
    return null;
  }
  const total = at.getUTCFullYear() * 12 + at.getUTCMonth() + shift;
  const year = Math.floor(total / 12);
  if (year < 1 || year > 9999) {
    return null;
  }
  const last = new Date(0);
  last.setUTCFullYear(year, (total - year * 12) + 1, 0);
  last.setUTCDate(Math.min(at.getUTCDate(), last.getUTCDate()));
  return iso(last);
};

const daysBetween = (start, end) => {
  const [first, last] = [time(start), time(end)];
  return first && last ? numbers.whole(Math.round((last - first) / DAY)) : null;
};

const FUNCTIONS = {
  eq: same,
  ne: (one, other) => !same(one, other),
  lt: ordered((sign) => sign < 0),
  le: ordered((sign) => sign <= 0),
  gt: ordered((sign) => sign > 0),
  ge: ordered((sign) => sign >= 0),
  in: (one, values) => !isNone(one) && values.some((value) => same(one, value)),
  contains: (one, other) => !isNone(one) && !isNone(other) && one.includes(other),
  not: (value) => value !== true,
  empty: isEmpty,
  add: fold(numbers.add),
  sub: fold(numbers.subtract),
  mul: fold(numbers.multiply),
  div: fold(numbers.divide),
  round: (value, places) => (isNone(value) || isNone(places) ? null : numbers.roundTo(value, numbers.toWhole(places))),
  sum: (...values) => flat(values).reduce((total, value) => (total === null ? null : numbers.add(total, value)), numbers.whole(0)),
  count: (value) => numbers.whole(isNone(value) ? 0 : flat([value]).length),
  min: extreme(-1),
  max: extreme(1),
  age_on: ageOn,
  days_between: daysBetween,
  birth_date: birthDate,
  add_days: addDays,
  add_months: addMonths,
  date_of: (moment) => (isNone(moment) ? null : moment.slice(0, 10)),
  concat: (...values) =>
    values.filter((value) => !isNone(value)).map((value) => (value instanceof Num ? numbers.plain(value) : value)).join(""),
};

const overRows = (op, env, row, [rows, predicate]) => {
  const found = ask(rows, env, row) ?? [];
  const held = found.filter((one) => ask(predicate, env, one) === true).length;
  if (op === "any") {
    return held > 0;
  }
  return op === "all" ? held === found.length : numbers.whole(held);
};

// Returns what the tree yields for the answers of `env` ({answer(key), today, now}); null is "empty".
export const ask = (node, env, row = null) => {
  if (Array.isArray(node)) {
    return node.map(literal);
  }
  if (node === null || typeof node !== "object") {
    return literal(node);
  }
  if ("number" in node) {
    return numbers.number(node.number);
  }
  if ("field" in node) {
    return env.answer(node.field) ?? null;
  }
  if ("column" in node) {
    return row?.[node.column] ?? null;
  }
  const args = node.args ?? [];
  switch (node.op) {
    case "today":
      return env.today;
    case "now":
      return env.now;
    case "if":
      return ask(args[0], env, row) === true ? ask(args[1], env, row) : args.length > 2 ? ask(args[2], env, row) : null;
    case "and":
      return args.every((arg) => ask(arg, env, row) === true);
    case "or":
      return args.some((arg) => ask(arg, env, row) === true);
    case "any":
    case "all":
      return overRows(node.op, env, row, args);
    case "count":
      return args.length === 2 ? overRows(node.op, env, row, args) : FUNCTIONS.count(ask(args[0], env, row));
    default:
      return FUNCTIONS[node.op](...args.map((arg) => ask(arg, env, row)));
  }
};

export const holds = (node, env, row = null) => ask(node, env, row) === true;

// The keys of the fields that a tree reads.
export const reads = (node, found = new Set()) => {
  if (node && typeof node === "object" && !Array.isArray(node)) {
    if ("field" in node) {
      found.add(node.field);
    }
    for (const arg of node.args ?? []) {
      reads(arg, found);
    }
  }
  return found;
};
