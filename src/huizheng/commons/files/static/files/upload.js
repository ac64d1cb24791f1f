// Resumable uploads for <input type="file" data-upload-ticket>. Without this file the form posts the files itself.
// A cut upload is continued where the server says it stands, also after the page was left and the same file chosen again.
(() => {
  "use strict";

  const PART = 1024 * 1024;
  const LONGEST_WAIT = 30000;
  const BODY = "application/offset+octet-stream";

  const make = (tag, name, text) => {
    const element = document.createElement(tag);
    if (name) {
      element.className = name;
    }
    if (text) {
      element.textContent = text;
    }
    return element;
  };

  const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

  class Refused extends Error {}

  class Transfer {
    constructor(input, file) {
      this.input = input;
      this.file = file;
      this.words = JSON.parse(input.dataset.uploadWords);
      this.offset = 0;
      this.url = "";
      this.state = "waiting";
      this.wait = 0;
      this.draw();
    }

    get memory() {
      const { name, size, lastModified } = this.file;
      return `upload:${location.pathname}:${this.input.name}:${name}:${size}:${lastModified}`;
    }

    get running() {
      return ["waiting", "uploading", "checking", "paused", "offline"].includes(this.state);
    }

    draw() {
      this.row = make("li", "hz-file-list__item");
      this.row.append(make("span", "hz-file-list__name", this.file.name));
      this.status = make("span", "hz-muted");
      this.bar = make("progress", "hz-progress__bar");
      this.bar.max = 100;
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", this.file.name);
      this.toggle = make("button", "hz-button hz-button--quiet");
      this.toggle.type = "button";
      this.toggle.addEventListener("click", () => this.pressed());
      this.stop = make("button", "hz-button hz-button--quiet");
      this.stop.type = "button";
      this.stop.addEventListener("click", () => this.cancel());
      this.label(this.stop, "cancel");
      this.row.append(this.status, this.toggle, this.stop, this.bar);
      list(this.input).append(this.row);
      this.show("waiting");
    }

    label(button, word) {
      button.replaceChildren(this.words[word], make("span", "hz-visually-hidden", `${this.words.colon}${this.file.name}`));
    }

    show(state, message) {
      const changed = state !== this.state || message;
      this.state = state;
      const percent = this.file.size ? Math.floor((this.offset / this.file.size) * 100) : 0;
      this.bar.value = percent;
      const text = message || this.words[state];
      this.status.textContent = state === "uploading" ? `${text} ${percent}%` : text;
      if (changed) {
        announce(this.input, `${this.file.name}${this.words.colon}${text}`);
      }
      const next = { uploading: "pause", waiting: "pause", offline: "pause", paused: "resume", failed: "retry" }[state];
      this.toggle.hidden = !next;
      if (next) {
        this.label(this.toggle, next);
      }
      if (!this.running && !(transfers.get(this.input) || []).some((transfer) => transfer.running)) {
        warn(this.input, "");
      }
      this.stop.hidden = !(this.running || state === "failed") || state === "checking";
      this.bar.hidden = !this.running;
    }

    pressed() {
      if (this.state === "paused" || this.state === "failed") {
        this.wait = 0;
        this.run();
        return;
      }
      this.show("paused");
      this.request?.abort();
      clearTimeout(this.timer);
      this.wake?.();
    }

    async run() {
      this.show("uploading");
      try {
        while (this.state === "uploading") {
          try {
            if (await this.step()) {
              return;
            }
            this.wait = 0;
          } catch (error) {
            if (error instanceof Refused) {
              throw error;
            }
            if (this.state === "uploading" || this.state === "checking") {
              await this.rest();
            }
          }
        }
      } catch (error) {
        this.forget();
        this.url = "";
        this.offset = 0;
        this.show("failed", error.message || this.words.failed);
        this.row.classList.add("hz-field--error");
      }
    }

    // One request: open, ask how far it is, or send the next part. True when the file is stored.
    async step() {
      if (!this.url) {
        this.url = sessionStorage.getItem(this.memory) || "";
        this.unsure = Boolean(this.url);
      }
      if (!this.url) {
        const facts = `filename ${base64(this.file.name)},ticket ${base64(this.input.dataset.uploadTicket)}`;
        const headers = { "Upload-Length": String(this.file.size), "Upload-Metadata": facts };
        const answer = await this.send("POST", this.input.dataset.uploadUrl, headers);
        this.url = answer.getResponseHeader("Location");
        this.offset = 0;
        sessionStorage.setItem(this.memory, this.url);
        return false;
      }
      if (this.unsure) {
        const answer = await this.send("HEAD", this.url, {}, null, [404]);
        this.unsure = false;
        if (answer.status === 404) {
          this.forget();
          this.url = "";
          return false;
        }
        return this.arrived(answer);
      }
      const part = this.file.slice(this.offset, this.offset + PART);
      if (this.offset + part.size >= this.file.size) {
        this.last = true;
      }
      const headers = { "Upload-Offset": String(this.offset), "Content-Type": BODY };
      const answer = await this.send("PATCH", this.url, headers, part, [409]);
      return this.arrived(answer);
    }

    arrived(answer) {
      this.offset = Number(answer.getResponseHeader("Upload-Offset"));
      const stored = answer.getResponseHeader("Stored-File");
      if (!stored) {
        this.show("uploading");
        return false;
      }
      this.forget();
      this.offset = this.file.size;
      this.show("done");
      this.input.dispatchEvent(new CustomEvent("hz:uploaded", { bubbles: true, detail: { file: stored } }));
      return true;
    }

    send(method, url, headers, body, accepted = []) {
      return new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        this.request = request;
        request.open(method, url);
        request.timeout = 120000;
        request.setRequestHeader("Tus-Resumable", "1.0.0");
        const token = this.input.form?.querySelector("input[name=csrfmiddlewaretoken]");
        if (token) {
          request.setRequestHeader("X-CSRFToken", token.value);
        }
        for (const [name, value] of Object.entries(headers)) {
          request.setRequestHeader(name, value);
        }
        const before = this.offset;
        request.upload.addEventListener("progress", (event) => {
          if (method === "PATCH" && this.state === "uploading") {
            this.offset = Math.min(before + event.loaded, this.file.size);
            this.show("uploading");
          }
        });
        request.upload.addEventListener("load", () => {
          if (method === "PATCH" && this.last && this.state === "uploading") {
            this.show("checking");
          }
        });
        request.addEventListener("load", () => {
          if (this.state === "checking") {
            this.state = "uploading";
          }
          if (request.status < 300 || accepted.includes(request.status)) {
            resolve(request);
          } else if (request.status >= 500) {
            this.unsure = Boolean(this.url);
            reject(new Error("server"));
          } else {
            reject(new Refused(message(request)));
          }
        });
        for (const trouble of ["error", "timeout", "abort"]) {
          request.addEventListener(trouble, () => {
            this.unsure = Boolean(this.url);
            reject(new Error(trouble));
          });
        }
        request.send(body);
      });
    }

    // Wait longer each time, but go on at once when the network is back.
    async rest() {
      this.show("offline");
      this.wait = Math.min(this.wait ? this.wait * 2 : 1000, LONGEST_WAIT);
      await new Promise((resolve) => {
        this.wake = resolve;
        this.timer = setTimeout(resolve, this.wait);
        window.addEventListener("online", resolve, { once: true });
      });
      if (this.state === "offline") {
        this.show("uploading");
      }
    }

    async cancel() {
      const url = this.url;
      this.show("cancelled");
      this.request?.abort();
      clearTimeout(this.timer);
      this.wake?.();
      this.forget();
      this.row.remove();
      this.input.focus();
      if (url) {
        this.send("DELETE", url, {}, null, [404]).catch(() => {
          // The server drops what nobody continues.
        });
      }
    }

    forget() {
      sessionStorage.removeItem(this.memory);
    }
  }

  const message = (request) => {
    try {
      return JSON.parse(request.responseText).error;
    } catch {
      return "";
    }
  };

  const list = (input) => {
    let found = input.parentElement.querySelector("[data-upload-list]");
    if (!found) {
      found = make("ul", "hz-file-list");
      found.dataset.uploadList = "";
      input.before(found);
    }
    return found;
  };

  // Stands until the last file has arrived or is given up.
  const warn = (input, text) => {
    let warning = input.parentElement.querySelector("[data-upload-warning]");
    if (text && !warning) {
      warning = make("p", "hz-field__error", text);
      warning.dataset.uploadWarning = "";
      warning.setAttribute("role", "alert");
      input.before(warning);
    } else if (!text && warning) {
      warning.remove();
    }
  };

  const announce = (input, text) => {
    let live = input.parentElement.querySelector("[data-upload-live]");
    if (!live) {
      live = make("div", "hz-visually-hidden");
      live.dataset.uploadLive = "";
      live.setAttribute("role", "status");
      live.setAttribute("aria-live", "polite");
      input.after(live);
    }
    live.textContent = text;
  };

  const transfers = new Map();

  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!input.matches("input[type=file][data-upload-ticket]")) {
      return;
    }
    const chosen = [...input.files];
    input.value = ""; // the form itself carries no bytes any more
    input.required = false;
    const words = JSON.parse(input.dataset.uploadWords);
    for (const file of chosen) {
      if (file.size > Number(input.dataset.uploadMax)) {
        announce(input, `${file.name}${words.colon}${words.tooLarge}`);
        const row = make("li", "hz-file-list__item hz-field--error");
        row.append(make("span", "hz-file-list__name", file.name), make("span", "hz-field__error", words.tooLarge));
        list(input).append(row);
        continue;
      }
      const transfer = new Transfer(input, file);
      transfers.set(input, [...(transfers.get(input) || []), transfer]);
      transfer.run();
    }
  });

  // Before the page's own guard against double submission: a form with files on their way is not sent.
  document.addEventListener(
    "submit",
    (event) => {
      for (const [input, running] of transfers) {
        if (input.form === event.target && running.some((transfer) => transfer.running)) {
          event.preventDefault();
          event.stopPropagation();
          warn(input, JSON.parse(input.dataset.uploadWords).busy);
          input.focus();
          return;
        }
      }
    },
    true,
  );
})();
