// Keys for a file in the browser, while its frame has the focus: arrows turn pages, plus and minus change the size.
// Without this file the links do the same.
(() => {
  "use strict";

  const frame = document.querySelector("[data-hz-preview] .hz-preview__frame");
  if (!frame) {
    return;
  }
  const root = frame.closest("[data-hz-preview]");
  const links = {
    ArrowLeft: "a[rel=prev]",
    ArrowRight: "a[rel=next]",
    "+": "a[data-hz-zoom=in]",
    "=": "a[data-hz-zoom=in]",
    "-": "a[data-hz-zoom=out]",
  };

  frame.addEventListener("keydown", (event) => {
    const link = links[event.key] && root.querySelector(links[event.key]);
    const sideways = event.key.startsWith("Arrow") && frame.scrollWidth > frame.clientWidth;
    if (!link || sideways || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    sessionStorage.setItem("hz-preview-keys", "1");
    link.click();
  });

  // Whoever turned the page by a key goes on with the keys.
  if (sessionStorage.getItem("hz-preview-keys")) {
    sessionStorage.removeItem("hz-preview-keys");
    frame.focus();
  }
})();
