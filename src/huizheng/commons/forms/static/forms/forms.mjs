// A form on a page: shows what a condition asks for, computes, judges on leaving a field, adds rows, saves the draft.
// Every page works without this file; the server judges everything again.
import { amountInWords, grouped, number, Num } from "./numbers.mjs";
import { Reader } from "./values.mjs";
import { Judge } from "./judging.mjs";
import { Autosave } from "./autosave.mjs";
import { Rows } from "./rows.mjs";

const idOf = (path, prefix) => `id_${prefix}${path}`.replaceAll(".", "-");

class Questions {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    const told = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    this.prefix = told.prefix;
    this.elsewhere = told.answers;
    this.units = told.units;
    this.reader = new Reader(told.shapes);
    this.judge = new Judge({ ...told, reader: this.reader });
    this.touched = new Set();
    for (const button of root.querySelectorAll("[data-hz-noscript]")) {
      button.hidden = true;
    }
    this.rows = new Rows(root, () => this.changed());
    this.saving = this.form && root.dataset.autosaveUrl ? new Autosave(this) : null;
    root.addEventListener("input", () => this.changed());
    root.addEventListener("change", () => this.changed());
    root.addEventListener("focusout", (event) => this.left(event));
    this.keepStill();
    this.guard();
    this.refresh();
  }

  changed() {
    this.isDirty = true;
    this.refresh();
    this.saving?.later();
  }

  // A page that moves between press and release takes the button from under the finger: a complaint that appears or goes
  // waits until the press is over.
  keepStill() {
    this.isPressed = false;
    window.addEventListener("pointerdown", () => {
      this.isPressed = true;
    }, true);
    for (const end of ["pointerup", "pointercancel", "dragend"]) {
      window.addEventListener(end, () => {
        // The click follows the release at once; what waited comes after it.
        setTimeout(() => {
          this.isPressed = false;
          if (this.isWaiting) {
            this.refresh();
          }
        });
      }, true);
    }
  }

  // What was typed and is neither saved nor sent is not lost by a slip of the hand.
  guard() {
    this.isDirty = false;
    this.form?.addEventListener("submit", () => {
      this.isSending = true;
    });
    window.addEventListener("pageshow", () => {
      this.isSending = false;
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.isDirty && !this.isSending) {
        event.preventDefault();
      }
    });
  }

  controls(name) {
    return [...this.root.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  }

  value(field, name) {
    if (["address", "division"].includes(field.type)) {
      const part = (which) => this.controls(`${name}__${which}`)[0]?.value ?? "";
      return { division: part("division"), detail: part("detail") };
    }
    const controls = this.controls(name);
    if (field.type === "multi_choice") {
      return controls.filter((control) => control.checked).map((control) => control.value);
    }
    if (field.type === "file") {
      return controls.map((control) => control.value);
    }
    const chosen = controls.find((control) => !["radio", "checkbox"].includes(control.type) || control.checked);
    return chosen?.value ?? "";
  }

  // The answers as typed, those kept elsewhere included; rows in the order in which they stand.
  typed() {
    const raw = { ...this.elsewhere };
    for (const [key, field] of this.judge.fields) {
      if (key in this.elsewhere || !this.questionOf(key)) {
        continue;
      }
      raw[key] = field.columns
        ? this.rows.of(key).map((row) =>
            Object.fromEntries(
              field.columns.map((column) => [column.key, this.value(column, `${this.prefix}${key}__${row.dataset.hzRow}__${column.key}`)]),
            ),
          )
        : this.value(field, `${this.prefix}${key}`);
    }
    return raw;
  }

  questionOf(path) {
    return this.root.querySelector(`[data-hz-field="${CSS.escape(path)}"]`);
  }

  refresh() {
    this.isWaiting = this.isPressed;
    if (this.isWaiting) {
      return;
    }
    const run = this.judge.judge(this.typed(), { draft: true });
    for (const section of this.root.querySelectorAll("[data-hz-section]")) {
      section.hidden = !run.visible.has(`#${section.dataset.hzSection}`);
    }
    for (const [key, field] of this.judge.fields) {
      this.show(run, key, key, field, run.clean[key]);
      if (field.columns) {
        this.rows.of(key).forEach((row, place) => {
          const index = run.places[key]?.indexOf(place) ?? -1;
          for (const column of field.columns) {
            const cell = index < 0 ? undefined : run.clean[key]?.[index][column.key];
            this.show(run, `${key}.${place}.${column.key}`, `${key}.${row.dataset.hzRow}.${column.key}`, column, cell);
          }
        });
      }
    }
    this.run = run;
  }

  // `path` counts rows as they stand, `place` names the element: a removed row leaves a gap between the two.
  show(run, path, place, field, clean) {
    const question = this.questionOf(place);
    if (!question) {
      return;
    }
    question.hidden = !run.visible.has(path);
    const output = question.querySelector(":scope > .hz-field [data-hz-computed]");
    if (output && field.type === "computed") {
      output.textContent = clean === undefined ? "—" : this.inWords(field, clean);
    }
    const words = question.querySelector(":scope > .hz-field > [data-hz-words]");
    if (words) {
      words.textContent = clean === undefined ? "" : this.amount(field, clean);
      words.hidden = !words.textContent;
    }
    if (this.touched.has(place)) {
      this.complain(question, place, run.errors[path] ?? "");
    }
  }

  // A price per something is no sum that anybody pays, and who reads English reads no capital numerals.
  amount(field, clean) {
    if (this.judge.english) {
      return "";
    }
    const value = number(clean);
    return { 元: () => amountInWords(value), 万元: () => amountInWords(new Num(value.units * 10000n)) }[this.unitOf(field)]?.() ?? "";
  }

  unitOf(field) {
    return field.settings?.unit ?? "元";
  }

  inWords(field, clean) {
    const shown = field.settings?.show_as;
    const value = typeof clean === "string" ? number(clean) : null;
    if (shown === "money" && value) {
      const unit = this.unitOf(field);
      return ["元", "万元"].includes(unit)
        ? this.judge.say(`amount.${unit}${this.judge.english ? ".plain" : ""}`, { amount: grouped(value, 2), words: this.amount(field, clean) })
        : `${grouped(value, 2)} ${this.units[unit] ?? unit}`;
    }
    if (shown === "percent" && value) {
      return `${grouped(new Num(value.units * 100n))}%`;
    }
    if (typeof clean === "boolean") {
      return this.judge.say(clean ? "yes" : "no");
    }
    return value ? `${grouped(value)}${field.settings?.unit ? ` ${this.units[field.settings.unit] ?? field.settings.unit}` : ""}` : String(clean);
  }

  // On leaving a field its answer is judged; what is merely missing is left for the server to ask for.
  left(event) {
    const question = event.target.closest("[data-hz-field]");
    if (!question || question.contains(event.relatedTarget)) {
      return;
    }
    this.touched.add(question.dataset.hzField);
    this.refresh();
  }

  complain(question, place, text) {
    const line = question.querySelector(`[id="${idOf(place, this.prefix)}-error"]`);
    const box = question.querySelector(".hz-field");
    if (!line || !box) {
      return;
    }
    line.textContent = text;
    line.hidden = !text;
    box.classList.toggle("hz-field--error", Boolean(text));
    const target = box.matches("fieldset") ? box : box.querySelector("input:not([type=hidden]), select, textarea");
    if (!target) {
      return;
    }
    const notes = new Set((target.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
    if (text) {
      notes.add(line.id);
      if (target !== box) {
        target.setAttribute("aria-invalid", "true");
      }
    } else {
      notes.delete(line.id);
      target.removeAttribute("aria-invalid");
    }
    if (notes.size) {
      target.setAttribute("aria-describedby", [...notes].join(" "));
    } else {
      target.removeAttribute("aria-describedby");
    }
  }
}

for (const root of document.querySelectorAll("[data-hz-questions]")) {
  new Questions(root);
}
