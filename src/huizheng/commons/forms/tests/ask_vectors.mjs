// Asks the browser's scripts every vector; prints how many were asked and which were answered otherwise.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , folder] = process.argv;
const load = (name) => import(pathToFileURL(`${folder}/${name}.mjs`));
const { ask } = await load("expressions");
const { amountInWords, Num, number, plain } = await load("numbers");
const { Reader, Unfit } = await load("values");
const { Judge } = await load("judging");

const told = JSON.parse(readFileSync(0, "utf8"));
const { vectors } = told;
const reader = new Reader(told.shapes);

const inside = (value) => {
  if (Array.isArray(value)) {
    return value.map(inside);
  }
  if (value && typeof value === "object") {
    return "number" in value ? number(value.number) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inside(item)]));
  }
  return value;
};
const outside = (value) => (value instanceof Num ? { number: plain(value) } : value);
const same = (one, other) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
const sorted = (value) => {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
  }
  return value;
};

const slips = [];
let asked = 0;
const check = (what, found, wanted) => {
  if (!same(found, wanted)) {
    slips.push({ what, found, wanted });
  }
};

const environment = {
  today: vectors.at.slice(0, 10),
  now: vectors.at,
  answer(key) {
    if (key in vectors.answers) {
      return inside(vectors.answers[key].is);
    }
    const [group, column] = key.split(".");
    return (inside(vectors.answers[group].is) ?? []).map((row) => row[column] ?? null);
  },
};
for (const { expression, yields } of vectors.expressions) {
  asked += 1;
  check(expression, outside(ask(expression, environment)), yields === null || typeof yields !== "object" ? yields : { number: plain(number(yields.number)) });
}

for (const vector of vectors.values) {
  asked += 1;
  const field = { key: "x", ...vector.field };
  try {
    check(vector, reader.parse(field, vector.typed, vector.companion ?? null), "says" in vector ? { says: vector.says } : vector.clean);
  } catch (error) {
    if (!(error instanceof Unfit)) {
      throw error;
    }
    check(vector, error.sentence, vector.says);
    check(vector, error.facts, vector.facts ?? {});
  }
}

for (const vector of vectors.forms) {
  asked += 1;
  const judge = new Judge({ ...told, form: vector.form, reader, today: vectors.at.slice(0, 10), now: vectors.at });
  const run = judge.judge(vector.answers, { draft: vector.draft ?? false });
  check(vector.name, run.errors, vector.errors);
  if (vector.clean) {
    check(vector.name, run.clean, vector.clean);
  }
  if (vector.visible) {
    check(vector.name, [...run.visible].sort(), [...vector.visible].sort());
  }
}

for (const [amount, words] of vectors.amounts) {
  asked += 1;
  check(amount, amountInWords(number(amount)), words);
}

console.log(JSON.stringify({ asked, slips }));
