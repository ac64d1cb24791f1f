// Saves the draft a moment after the last change, one post at a time; a newer save from another device stops it. Where
// the session has ended it says so, and saves as soon as the reader comes back signed in: nothing leaves the page before.
const PATIENCE = 1500;
const LONG_SILENCE = 5 * 60 * 1000;

export class Autosave {
  constructor(questions) {
    this.questions = questions;
    this.url = questions.root.dataset.autosaveUrl;
    this.version = questions.root.dataset.version ?? "";
    this.line = questions.root.querySelector("[data-hz-saved]");
    this.isStopped = false;
    this.isSignedOut = false;
    this.heardAt = Date.now();
    this.questions.form.addEventListener("submit", (event) => this.hold(event), { capture: true });
    window.addEventListener("focus", () => this.comeBack());
    window.addEventListener("online", () => this.questions.isDirty && this.later());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && this.questions.isDirty) {
        this.save();
      }
      this.comeBack();
    });
  }

  // A form that is posted without a session would lose what is on the page.
  hold(event) {
    if (this.isSignedOut) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.say("signedOut");
      this.line.scrollIntoView({ block: "center" });
    }
  }

  // Signing in elsewhere changes the mark against forged posts: take the new one from the page as it is now.
  async comeBack() {
    if (!this.isSignedOut || document.visibilityState === "hidden") {
      return;
    }
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form [name=csrfmiddlewaretoken]")?.value;
    if (!fresh) {
      return;
    }
    for (const mark of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
      mark.value = fresh;
    }
    this.isSignedOut = false;
    this.save();
  }

  later() {
    clearTimeout(this.timer);
    if (!this.isStopped) {
      // After a long silence the session may be gone: ask at once, before anything more is typed or posted.
      this.timer = setTimeout(() => this.save(), Date.now() - this.heardAt > LONG_SILENCE ? 0 : PATIENCE);
    }
  }

  async save() {
    clearTimeout(this.timer);
    if (this.isStopped || this.isSignedOut || this.questions.isSending) {
      return;
    }
    if (this.isUnderway) {
      this.later();
      return;
    }
    this.isUnderway = true;
    this.questions.isDirty = false;
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        body: this.body(),
        credentials: "same-origin",
        headers: { Accept: "application/json", "X-CSRFToken": this.token() },
        keepalive: document.visibilityState === "hidden",
      });
      this.heardAt = Date.now();
      if (answer.status === 401 || answer.redirected) {
        this.isSignedOut = true;
        this.questions.isDirty = true;
        this.say("signedOut");
        return;
      }
      if (answer.status === 409) {
        this.isStopped = true;
        this.questions.isDirty = true;
        this.say("newer");
        return;
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const saved = await answer.json();
      this.version = String(saved.version ?? this.version);
      this.keepVersion();
      this.say("saved", saved.saved_at);
    } catch {
      this.questions.isDirty = true;
      this.say("failed");
    } finally {
      this.isUnderway = false;
    }
  }

  body() {
    const body = new FormData(this.questions.form);
    for (const [name, value] of [...body.entries()]) {
      if (value instanceof File) {
        body.delete(name);
      }
    }
    body.set(`${this.questions.prefix}__version`, this.version);
    return body;
  }

  // The ordinary submit tells the same version, so that it too meets a newer save.
  keepVersion() {
    const input = this.questions.root.querySelector("[data-hz-version]");
    if (input) {
      input.value = this.version;
    }
  }

  token() {
    return this.questions.form.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  }

  say(which, at = "") {
    // The server may tell a moment, or the words to show.
    const moment = at ? new Date(at) : new Date();
    const language = document.documentElement.lang || "zh";
    const clock = Number.isNaN(moment.getTime()) ? at : moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    this.line.textContent = which === "saved" ? `${this.line.dataset.saved} ${clock}` : this.line.dataset[which];
    this.line.classList.toggle("hz-questions__saved--trouble", which !== "saved");
    this.line.hidden = false;
  }
}
