// Suggestions under a search box: arrows move, Escape closes. Without this file Tab does the same.
(() => {
  "use strict";

  const boxOf = (target) => target.closest(".hz-find__box");

  document.addEventListener("keydown", (event) => {
    const box = event.target instanceof Element ? boxOf(event.target) : null;
    if (!box) {
      return;
    }
    const input = box.querySelector("input");
    const links = [...box.querySelectorAll(".hz-suggested__link")];
    if (event.key === "Escape") {
      box.querySelector(".hz-find__suggestions").replaceChildren();
      input.focus();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !links.length) {
      return;
    }
    event.preventDefault();
    const stops = [input, ...links];
    const here = stops.indexOf(document.activeElement);
    stops[(here + step + stops.length) % stops.length].focus();
  });

  document.addEventListener("click", (event) => {
    for (const list of document.querySelectorAll(".hz-find__suggestions")) {
      if (!list.parentElement.contains(event.target)) {
        list.replaceChildren();
      }
    }
  });
})();
