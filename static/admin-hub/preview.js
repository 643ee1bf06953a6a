// What readers will see of a text, beside its editor, and what to mend in it. Nothing is ever written into the text.
//
// The HTML stands in a shadow root with the reader's own style sheet, where definitions and source notes open as they
// do on the page; only their place, links within the text and the choice between light and dark need this script.
"use strict";

(() => {
  const PAUSE = 400; // milliseconds without a key before the hub is asked
  const PATIENCE = 20000; // milliseconds before an answer is given up
  const MARGIN = 16; // pixels between a panel and the edge of the window
  const WIDTH = 384; // pixels of a panel
  const SIGNED_OUT =
    "The preview stopped: you are signed out, or may not see it. Sign in again in another tab; your text is untouched.";
  const AWAY = "The preview cannot reach the hub just now. Your text is untouched.";
  const REFUSED = "The hub could not show this text. Your text is untouched.";
  const TOO_LONG = "This text is too long to show. Your text is untouched.";
  const SENTENCES = { 403: SIGNED_OUT, 413: TOO_LONG };

  const DARK = window.matchMedia("(prefers-color-scheme: dark)");
  const ASKS_FOR_SCHEME = /\(prefers-color-scheme:\s*(dark|light)\)/g;
  const ALWAYS = "(width >= 0px)";
  const NEVER = "(width < 0px)";

  const make = (name, attributes = {}, words = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = words;
    return made;
  };

  /** The scheme that the admin is in: what its switch says, else what the system says. */
  const schemeAround = () => {
    const { theme } = document.documentElement.dataset;
    return ["dark", "light"].includes(theme) ? theme : DARK.matches ? "dark" : "light";
  };

  /** Answer each question of a style sheet for the color scheme as if `scheme` were asked for. */
  const recolor = (rules, scheme) => {
    for (const rule of rules) {
      if (rule.media) {
        rule.asked ??= rule.media.mediaText;
        const answered = rule.asked.replaceAll(ASKS_FOR_SCHEME, (_, asked) => (asked === scheme ? ALWAYS : NEVER));
        if (answered !== rule.media.mediaText) rule.media.mediaText = answered;
      }
      if (rule.cssRules) recolor(rule.cssRules, scheme);
    }
  };

  /** A sheet of the reader's paper. */
  class Paper {
    constructor(host, styles) {
      this.host = host;
      this.root = host.attachShadow({ mode: "open" });
      this.sheets = styles.split(" ").map((href) => make("link", { rel: "stylesheet", href }));
      for (const link of this.sheets) link.addEventListener("load", () => this.recolor());
      this.page = make("div", { class: "page" });
      this.beside = make("div", { class: "beside" });
      this.root.append(...this.sheets, this.page, this.beside);
      this.root.addEventListener("click", (event) => this.pressed(event), true);
      this.root.addEventListener("beforetoggle", (event) => this.opens(event), true);
      host.addEventListener("scroll", () => this.place(), { passive: true });
      window.addEventListener("scroll", () => this.place(), { passive: true });
      window.addEventListener("resize", () => this.place());
      this.show(schemeAround());
    }

    show(scheme) {
      this.scheme = scheme;
      this.host.style.colorScheme = scheme;
      this.recolor();
      this.shows?.(scheme);
    }

    recolor() {
      for (const { sheet } of this.sheets) if (sheet) recolor(sheet.cssRules, this.scheme);
    }

    /** A link must not carry the editor away from what they are writing; one within the text leads there. */
    pressed(event) {
      this.sign = event.target.closest("[popovertarget]") ?? this.sign;
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      const href = link.getAttribute("href") ?? "";
      if (href.startsWith("#")) this.lead(decodeURIComponent(href.slice(1)));
      else if (href) window.open(link.href, "_blank", "noopener");
    }

    lead(id) {
      const target = this.root.getElementById(id);
      if (!target) return;
      target.scrollIntoView({ block: "nearest" });
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }

    opens({ target, newState }) {
      if (newState === "open") this.box = target;
      else if (this.box === target) this.box = null;
      this.place();
    }

    /** Under the line of its sign, or above it where there is more room. */
    place() {
      if (!this.box || !this.sign?.isConnected) return;
      const line = this.sign.getBoundingClientRect();
      const { innerWidth, innerHeight } = window;
      const isAbove = line.bottom > innerHeight * 0.6;
      const width = Math.min(WIDTH, innerWidth - 2 * MARGIN);
      const places = {
        "--left": Math.max(MARGIN, Math.min(line.left, innerWidth - width - MARGIN)),
        "--room": (isAbove ? line.top : innerHeight - line.bottom) - MARGIN,
        "--top": isAbove ? "auto" : line.bottom,
        "--bottom": isAbove ? innerHeight - line.top : "auto",
      };
      for (const [name, length] of Object.entries(places)) {
        this.box.style.setProperty(name, length === "auto" ? length : `${length}px`);
      }
    }

    /** `within` is the element of the page around the text: "div.prose". */
    fill(html, within, beside) {
      const [name, ...classes] = within.split(".");
      const page = make(name, { class: classes.join(" ") });
      page.innerHTML = html;
      this.page.replaceChildren(page);
      this.beside.innerHTML = beside;
    }
  }

  const papers = new Set();
  const followScheme = () => papers.forEach((paper) => paper.follows && paper.show(schemeAround()));
  DARK.addEventListener("change", followScheme);
  new MutationObserver(followScheme).observe(document.documentElement, { attributeFilter: ["data-theme"] });

  const paper = (host, styles) => {
    const made = new Paper(host, styles);
    made.follows = true;
    papers.add(made);
    return made;
  };

  const ask = async (area, token, signal) => {
    const { field = "", key = "", markdownxUrlsPath } = area.dataset;
    const answer = await fetch(markdownxUrlsPath, {
      method: "POST",
      body: new URLSearchParams({ content: area.value, field, key }),
      headers: { "X-CSRFToken": token },
      redirect: "error",
      signal,
    });
    if (!answer.ok) return { refusal: SENTENCES[answer.status] ?? REFUSED };
    return answer.json();
  };

  const counted = (problems) => {
    if (!problems.length) return "";
    return problems.length === 1 ? "One thing to mend, under the preview." : `${problems.length} things to mend, under the preview.`;
  };

  let first = Promise.resolve(); // the first answers that this page has asked for

  /** The box beside one text area. */
  class Preview {
    constructor(area, token, box) {
      this.area = area;
      this.token = token;
      this.box = box;
      this.last = 0;
      this.build();
      area.addEventListener("input", () => this.soon());
      // After a refusal somebody may come back from signing in, or to a network.
      for (const name of ["focus", "online"]) window.addEventListener(name, () => this.refusal && this.refresh());
      this.begin();
    }

    build() {
      const { area, box } = this;
      const label = `Preview of “${document.querySelector(`label[for="${area.id}"]`)?.textContent.replace(/:$/, "") ?? "the text"}”`;
      const host = make("div", { class: "editor-page", role: "region", "aria-label": label, tabindex: "0" });
      this.words = make("p", { class: "editor-refusal", role: "status" });
      this.status = make("p", { class: "visually-hidden", role: "status" });
      this.problems = make("ul", { class: "editor-problems", "aria-label": "To mend" });
      this.facts = make("ul", { class: "editor-facts", "aria-label": "About this text" });
      this.notes = make("div", { class: "editor-notes", tabindex: "-1" });
      this.notes.append(this.problems, this.facts);
      this.paper = paper(host, area.dataset.styles);
      this.paper.shows = () => this.nameScheme();
      box.append(this.head(), this.words, host, this.notes, this.status);
    }

    head() {
      const row = make("div", { class: "editor-head" });
      const skip = make("button", { type: "button", class: "editor-skip" }, "Skip the preview");
      skip.addEventListener("click", () => this.notes.focus());
      this.scheme = make("button", { type: "button" });
      this.scheme.addEventListener("click", () => this.turn());
      row.append(make("span", {}, "Preview"), skip, this.scheme);
      this.nameScheme();
      return row;
    }

    /** From the scheme of the admin to the other one, and back. */
    turn() {
      this.paper.follows = !this.paper.follows;
      const around = schemeAround();
      this.paper.show(this.paper.follows ? around : around === "dark" ? "light" : "dark");
    }

    nameScheme() {
      this.scheme.textContent = this.paper.scheme === "dark" ? "See it light" : "See it dark";
      this.scheme.title = "How it looks to readers with the other color scheme";
    }

    /** Not before somebody comes near it, and one after the other: a form may hold many. */
    begin() {
      const near = new IntersectionObserver(
        (entries) => {
          if (!entries.some((entry) => entry.isIntersecting)) return;
          near.disconnect();
          first = first.then(() => this.last || this.refresh());
        },
        { rootMargin: "300px" }
      );
      near.observe(this.box);
    }

    soon() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.refresh(), PAUSE);
    }

    async refresh() {
      this.asking?.abort();
      const asking = new AbortController();
      const patience = setTimeout(() => asking.abort(), PATIENCE);
      this.asking = asking;
      this.last += 1;
      const mine = this.last;
      let found;
      try {
        found = await ask(this.area, this.token(), asking.signal);
      } catch {
        found = { refusal: AWAY };
      }
      clearTimeout(patience);
      if (mine === this.last) this.show(found);
    }

    show({ refusal = "", html, within, beside, problems, facts }) {
      this.refusal = refusal;
      if (this.words.textContent !== refusal) this.words.textContent = refusal;
      this.box.classList.toggle("is-stale", Boolean(refusal));
      if (refusal) return;
      this.paper.fill(html, within, beside);
      this.list(this.problems, problems);
      this.list(this.facts, facts);
      const words = counted(problems);
      if (this.status.textContent !== words) this.status.textContent = words; // it is read out only when it changes
    }

    list(list, sentences) {
      list.replaceChildren(...sentences.map((sentence) => make("li", {}, sentence)));
      list.hidden = !sentences.length;
    }
  }

  /** How to write, in place: asked for when somebody opens it, and then the same on the whole page. */
  class Sheet {
    static asked;

    constructor(area, box) {
      this.area = area;
      this.details = make("details", { class: "editor-sheet" });
      this.host = make("div", { class: "editor-sheet-page", role: "region", "aria-label": "How to write", tabindex: "0" });
      this.details.append(make("summary", {}, "How to write"), this.host);
      this.details.addEventListener("toggle", () => this.details.open && !this.filled && this.fill());
      box.before(this.details);
    }

    async fill() {
      Sheet.asked ??= this.ask();
      try {
        const found = await Sheet.asked;
        this.filled = true;
        this.host.replaceChildren();
        onPaper(this.host, found.cloneNode(true), this.area.dataset.styles);
      } catch {
        Sheet.asked = undefined;
        this.host.textContent = "The sheet cannot be shown just now.";
      }
    }

    async ask() {
      const answer = await fetch(this.area.dataset.sheet, { redirect: "error" });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      return page.querySelector(".cheat-sheet");
    }
  }

  const onPaper = (host, sheet, styles) => {
    const made = paper(host, styles);
    made.page.append(...sheet.querySelectorAll(".examples"));
    made.beside.append(...sheet.querySelector(".beside").childNodes);
  };

  document.addEventListener("editor:ready", ({ detail: { area, token } }) => {
    const box = area.closest(".markdownx")?.querySelector(".markdownx-preview");
    if (!box) return;
    if (["page", "blocks"].includes(area.dataset.shape) && area.dataset.sheet) new Sheet(area, box);
    new Preview(area, token, box);
  });

  document.addEventListener("DOMContentLoaded", () => {
    for (const sheet of document.querySelectorAll(".cheat-sheet")) {
      const host = make("div", { class: "editor-sheet-page" });
      sheet.after(host);
      onPaper(host, sheet, sheet.dataset.styles);
      sheet.remove();
    }
  });
})();
