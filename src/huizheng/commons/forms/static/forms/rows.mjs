// Rows of repeat groups: added and taken away on the spot, by the same buttons that otherwise ask the server.
const NUMBER = "987654"; // stands for the row's number in the row that is copied

export class Rows {
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    root.addEventListener("click", (event) => {
      const add = event.target.closest("[data-hz-add]");
      const remove = event.target.closest("[data-hz-remove]");
      if (add) {
        event.preventDefault();
        this.add(add.closest("[data-hz-repeat]"));
      } else if (remove) {
        event.preventDefault();
        this.remove(remove.closest("[data-hz-row]"));
      }
    });
  }

  group(key) {
    return this.root.querySelector(`[data-hz-repeat="${CSS.escape(key)}"]`);
  }

  of(key) {
    return this.inside(this.group(key));
  }

  inside(group) {
    return group ? [...group.querySelectorAll(":scope > [data-hz-rows] > [data-hz-row]")] : [];
  }

  add(group) {
    const rows = this.inside(group);
    if (rows.length >= Number(group.dataset.most)) {
      return;
    }
    const next = Math.max(-1, ...rows.map((row) => Number(row.dataset.hzRow))) + 1;
    const copy = group.querySelector("[data-hz-row-template]").content.firstElementChild.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
      for (const attribute of [...element.attributes]) {
        if (attribute.value.includes(NUMBER)) {
          element.setAttribute(attribute.name, attribute.value.replaceAll(NUMBER, String(next)));
        }
      }
    }
    group.querySelector("[data-hz-rows]").append(copy);
    this.number(group);
    this.changed();
    copy.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  }

  remove(row) {
    const group = row.closest("[data-hz-repeat]");
    const rows = this.inside(group);
    const neighbour = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    row.remove();
    this.number(group);
    this.changed();
    (neighbour?.querySelector("input:not([type=hidden]), select, textarea") ?? group.querySelector("[data-hz-add]")).focus();
  }

  number(group) {
    const rows = this.inside(group);
    rows.forEach((row, place) => {
      const title = `${group.dataset.label} ${place + 1}`;
      row.querySelector(".hz-repeat__title").textContent = title;
      const spoken = row.querySelector("[data-hz-remove] .hz-visually-hidden");
      if (spoken) {
        spoken.textContent = `：${title}`;
      }
    });
    const add = group.querySelector("[data-hz-add]");
    if (add) {
      add.hidden = rows.length >= Number(group.dataset.most);
    }
  }
}
