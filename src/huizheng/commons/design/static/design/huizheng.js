// Small comforts only: every page works without this file.
(() => {
  "use strict";

  // htmx requests carry the CSRF token of any form on the page.
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]");
    if (token && event.detail.verb !== "get") {
      event.detail.headers["X-CSRFToken"] = token.value;
    }
  });

  // An answer that is an error page (403, 422, 500) is still shown to the reader.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) {
      event.detail.shouldSwap = true;
      event.detail.isError = false;
    }
  });

  // A form is sent once, however often the button is pressed; a page taken from the back cache may send again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-hz-repeatable")) {
      return;
    }
    if (form.dataset.hzSent) {
      event.preventDefault();
      return;
    }
    form.dataset.hzSent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-hz-sent]")) {
      delete form.dataset.hzSent;
    }
  });

  // Where the office's navigation is a strip to be pushed sideways, the entry of this page stands in sight.
  const here = document.querySelector(".hz-office__link--current");
  const strip = here && here.closest(".hz-office__groups");
  if (strip) {
    const within = here.getBoundingClientRect();
    const seen = strip.getBoundingClientRect();
    strip.scrollLeft += within.left - seen.left - (seen.width - within.width) / 2;
  }

  // Menus close on Escape and when the reader looks elsewhere.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    for (const menu of document.querySelectorAll("details.hz-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.hz-menu[open]")) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });

  const count = (area) => {
    const place = document.getElementById(area.dataset.hzCount);
    if (place) {
      const left = Number(area.getAttribute("maxlength")) - area.value.length;
      place.textContent = place.dataset.hzTemplate.replace("{n}", String(left));
    }
  };

  // A list that sends its form as soon as something is chosen; its button stays for everybody else.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-hz-submit-on-change]")) {
      event.target.form.requestSubmit();
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-hz-count]")) {
      count(event.target);
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-hz-print]")) {
      window.print();
    }
  });

  // On a narrow screen a table's rows are laid out as cards, and some browsers then forget that it is a table. HTML
  // forbids to write down what it says already, so the roles are given here.
  const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  const nameRoles = () => {
    for (const table of document.querySelectorAll(".hz-table")) {
      for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, th, td")]) {
        part.setAttribute("role", roles[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
      }
    }
  };
  document.addEventListener("htmx:afterSettle", nameRoles);

  const start = () => {
    nameRoles();
    for (const area of document.querySelectorAll("[data-hz-count]")) {
      count(area);
    }
    const summary = document.querySelector("[data-hz-focus]");
    if (summary) {
      summary.focus();
    }
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
