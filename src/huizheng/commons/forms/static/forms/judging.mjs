// Judging answers in the browser by the form's own rules. The server judges again; it alone decides.
import { add, compare, number, Num, plain } from "./numbers.mjs";
import { ageOn, ask, birthDate, holds, isEmpty, reads } from "./expressions.mjs";
import { computedText, typed, Unfit } from "./values.mjs";

const answered = (field) => !["note", "computed"].includes(field.type);

export class Judge {
  constructor({ form, sentences, reader, today, now, english = false }) {
    this.sections = form.sections;
    this.sentences = sentences;
    this.reader = reader;
    this.today = today;
    this.now = now;
    this.english = english;
    this.fields = new Map();
    this.sectionOf = new Map();
    for (const section of form.sections) {
      for (const field of section.fields) {
        this.fields.set(field.key, field);
        this.sectionOf.set(field.key, section);
      }
    }
    this.order = this.ordered();
  }

  say(name, facts = {}) {
    return this.sentences[name].replace(/%\((\w+)\)s/g, (_, key) => String(facts[key]));
  }

  label(thing) {
    return (this.english && thing.label_en) || thing.label;
  }

  companion(field) {
    return field.settings?.certificate_type ?? null;
  }

  // Each field after those it reads. The server has refused circles.
  ordered() {
    const owners = new Map();
    for (const field of this.fields.values()) {
      for (const column of field.columns ?? []) {
        owners.set(`${field.key}.${column.key}`, field.key);
      }
    }
    const done = new Set();
    const visit = (key) => {
      if (done.has(key) || !this.fields.has(key)) {
        return;
      }
      done.add(key);
      const field = this.fields.get(key);
      const told = [this.sectionOf.get(key).visible_if];
      for (const one of [field, ...(field.columns ?? [])]) {
        told.push(one.visible_if, one.compute, this.companion(one) ? { field: this.companion(one) } : null);
      }
      for (const node of told) {
        for (const other of reads(node)) {
          visit(owners.get(other) ?? other);
        }
      }
      order.push(key);
    };
    const order = [];
    for (const key of this.fields.keys()) {
      visit(key);
    }
    return order;
  }

  // Returns {clean, values, errors, visible}; errors hold sentences by path.
  judge(raw, { draft = false } = {}) {
    const run = {
      raw, draft, clean: {}, values: {}, columns: {}, errors: {}, visible: new Set(), unreadable: {}, places: {},
      today: this.today, now: this.now,
      answer: (key) => run.values[key] ?? run.columns[key] ?? null,
    };
    for (const key of this.order) {
      this.workOut(run, this.fields.get(key), this.sectionOf.get(key));
    }
    for (const section of this.sections) {
      for (const field of section.fields) {
        if (run.visible.has(field.key)) {
          this.judgeField(run, field);
        }
      }
    }
    return run;
  }

  workOut(run, field, section) {
    if (section.visible_if !== undefined && !holds(section.visible_if, run)) {
      return;
    }
    run.visible.add(`#${section.key}`);
    if (field.visible_if !== undefined && !holds(field.visible_if, run)) {
      return;
    }
    run.visible.add(field.key);
    if (field.columns) {
      this.workOutRows(run, field);
      return;
    }
    const value = this.read(run, field.key, field, run.raw[field.key], null);
    if (!isEmpty(value)) {
      run.clean[field.key] = computedText(field, value);
      run.values[field.key] = this.typed(field, value);
    }
  }

  typed(field, value) {
    return field.type === "computed" ? value : typed(field, value);
  }

  read(run, path, field, raw, row) {
    if (field.compute !== undefined) {
      const value = ask(field.compute, run, row);
      return field.settings?.show_as === "money" && value instanceof Num ? number(computedText(field, value)) : value;
    }
    const companion = this.companion(field);
    try {
      return this.reader.parse(field, raw, companion ? (row?.[companion] ?? run.answer(companion)) : null);
    } catch (error) {
      if (!(error instanceof Unfit)) {
        throw error;
      }
      run.unreadable[path] = this.say(error.sentence, error.facts);
      return null;
    }
  }

  workOutRows(run, field) {
    const rows = Array.isArray(run.raw[field.key]) ? run.raw[field.key] : [];
    const clean = [];
    const values = [];
    const places = [];
    rows.forEach((raw, place) => {
      const path = `${field.key}.${place}`;
      if (!field.columns.some((column) => answered(column) && !isBlank(raw[column.key]))) {
        for (const column of field.columns) {
          if (column.visible_if === undefined) {
            run.visible.add(`${path}.${column.key}`);
          }
        }
        return;
      }
      const cells = {};
      const row = {};
      for (const column of this.columnOrder(field)) {
        if (column.visible_if !== undefined && !holds(column.visible_if, run, row)) {
          continue;
        }
        run.visible.add(`${path}.${column.key}`);
        const value = this.read(run, `${path}.${column.key}`, column, raw[column.key], row);
        if (!isEmpty(value)) {
          cells[column.key] = computedText(column, value);
          row[column.key] = this.typed(column, value);
        }
      }
      clean.push(cells);
      values.push(row);
      places.push(place);
    });
    run.places[field.key] = places;
    if (clean.length) {
      run.clean[field.key] = clean;
      run.values[field.key] = values;
    }
    for (const column of field.columns) {
      run.columns[`${field.key}.${column.key}`] = values.map((row) => row[column.key] ?? null);
    }
  }

  columnOrder(field) {
    const columns = new Map(field.columns.map((column) => [column.key, column]));
    const order = [];
    const done = new Set();
    const visit = (key) => {
      const column = columns.get(key);
      if (!column || done.has(key)) {
        return;
      }
      done.add(key);
      for (const node of [column.visible_if, column.compute]) {
        ownColumns(node).forEach(visit);
      }
      visit(this.companion(column));
      order.push(column);
    };
    field.columns.forEach((column) => visit(column.key));
    return order;
  }

  judgeField(run, field) {
    if (!field.columns) {
      this.judgeValue(run, field.key, field, run.values[field.key] ?? null, null);
      return;
    }
    const rows = run.values[field.key] ?? [];
    (run.places[field.key] ?? []).forEach((place, index) => {
      for (const column of field.columns) {
        const path = `${field.key}.${place}.${column.key}`;
        if (run.visible.has(path)) {
          this.judgeValue(run, path, column, rows[index][column.key] ?? null, rows[index]);
        }
      }
    });
    if (!rows.length && !run.draft && this.isRequired(run, field, null)) {
      run.errors[field.key] = this.missing(field);
      return;
    }
    for (const rule of field.rules ?? []) {
      const bounds = rule.rule === "rows";
      if ((bounds && run.draft) || (!bounds && !rows.length)) {
        continue;
      }
      const said = this.complaint(run, rule, field, rows, null);
      if (said) {
        run.errors[field.key] = said;
        return;
      }
    }
  }

  judgeValue(run, path, field, value, row) {
    if (run.unreadable[path] !== undefined) {
      run.errors[path] = run.unreadable[path];
      return;
    }
    if (value === null) {
      if (!run.draft && this.isRequired(run, field, row)) {
        run.errors[path] = this.missing(field);
      }
      return;
    }
    for (const rule of field.rules ?? []) {
      const said = this.complaint(run, rule, field, value, row);
      if (said) {
        run.errors[path] = said;
        return;
      }
    }
  }

  isRequired(run, field, row) {
    const told = field.required ?? false;
    return typeof told === "boolean" ? told : holds(told, run, row);
  }

  missing(field) {
    const chosen = { choice: "choice", nation: "choice", country: "choice", multi_choice: "choice", yes_no: "choice" };
    const kind = chosen[field.type] ?? (["declaration", "file", "repeat"].includes(field.type) ? field.type : "");
    return this.say(kind ? `missing.${kind}` : "missing", { label: this.label(field) });
  }

  complaint(run, rule, field, value, row) {
    const [name, facts] = this.slip(run, rule, field, value, row);
    if (!name) {
      return "";
    }
    return (this.english && rule.message_en) || rule.message || this.say(name, facts);
  }

  // The name of the sentence about what is wrong, with its facts; an empty name when nothing is.
  slip(run, rule, field, value, row) {
    const fine = ["", {}];
    const { min = 0, max = null } = rule;
    const size = typeof value === "string" ? [...value].length : (value?.length ?? 0);
    switch (rule.rule) {
      case "length":
        if (min === max && size !== min) {
          return ["length.exact", { count: min, size }];
        }
        return size < min ? ["length.min", { count: min, size }] : max !== null && size > max ? ["length.max", { count: max, size }] : fine;
      case "count":
        return size < min ? ["count.min", { count: min }] : max !== null && size > max ? ["count.max", { count: max }] : fine;
      case "rows":
        return size < min ? ["rows.min", { count: min }] : max !== null && size > max ? ["rows.max", { count: max, size }] : fine;
      case "range":
        return rangeSlip(rule, value) ?? fine;
      case "pattern":
        return this.reader.patterns[rule.name].test(value) ? fine : [`pattern.${rule.name}`, {}];
      case "compare":
        return this.compareSlip(run, rule, value, row) ?? fine;
      case "check":
        return holds(rule.that, run, row) ? fine : ["shape", {}];
      case "age": {
        const age = ageOn(birthDate(value) ?? value, run.today);
        if (age === null) {
          return fine;
        }
        const years = Number(plain(age));
        return years < min ? ["age.min", { age: min }] : max !== null && years > max ? ["age.max", { age: max }] : fine;
      }
      case "sex": {
        const found = birthDate(value) === null ? rule.is : Number(value[16]) % 2 ? "male" : "female";
        return found === rule.is ? fine : [`sex.${rule.is}`, {}];
      }
      case "unique":
        return uniqueSlip(rule, value) ?? fine;
      default:
        return fine;
    }
  }

  compareSlip(run, rule, value, row) {
    const other = ask(rule.to, run, row);
    if (other === null) {
      return null;
    }
    const sign = value instanceof Num ? compare(value, other) : value < other ? -1 : value > other ? 1 : 0;
    if ({ lt: sign < 0, le: sign <= 0, gt: sign > 0, ge: sign >= 0 }[rule.op]) {
      return null;
    }
    return [`compare.${other instanceof Num ? "number" : "date"}.${rule.op}`, { other: this.otherSide(rule, other, row) }];
  }

  otherSide(rule, other, row) {
    const key = rule.to?.field ?? rule.to?.column;
    const subject = key && (this.fields.get(key) ?? this.columnNamed(key, row));
    if (subject) {
      return this.label(subject);
    }
    if (rule.to?.op === "today") {
      return this.say("today");
    }
    return other instanceof Num ? plain(other) : String(other).replace("T", " ");
  }

  columnNamed(key) {
    for (const field of this.fields.values()) {
      for (const column of field.columns ?? []) {
        if (column.key === key || `${field.key}.${column.key}` === key) {
          return column;
        }
      }
    }
    return null;
  }
}

const isBlank = (raw) => {
  if (raw && typeof raw === "object" && !Array.isArray(raw)) {
    return Object.values(raw).every(isBlank);
  }
  return typeof raw === "string" ? raw.trim() === "" : isEmpty(raw);
};

// The columns of its own row that a tree reads; those inside any, all and count are other rows'.
const ownColumns = (node) => {
  if (!node || typeof node !== "object" || Array.isArray(node)) {
    return [];
  }
  if ("column" in node) {
    return [node.column];
  }
  const args = node.args ?? [];
  return (["any", "all", "count"].includes(node.op) ? args.slice(0, 1) : args).flatMap(ownColumns);
};

const rangeSlip = (rule, value) => {
  for (const [name, told] of Object.entries(rule)) {
    const wrong = { min: (sign) => sign < 0, over: (sign) => sign <= 0, max: (sign) => sign > 0, under: (sign) => sign >= 0 }[name];
    if (wrong) {
      const limit = add(number(String(told)), number("0"));
      if (wrong(compare(value, limit))) {
        return [`range.${name}`, { limit: plain(limit) }];
      }
    }
  }
  return null;
};

const uniqueSlip = (rule, rows) => {
  const seen = new Map();
  for (const [place, row] of rows.entries()) {
    const value = row[rule.column] ?? null;
    const key = value instanceof Num ? plain(value) : value;
    if (key !== null && seen.has(key)) {
      return ["unique", { one: seen.get(key), other: place + 1 }];
    }
    seen.set(key, place + 1);
  }
  return null;
};
