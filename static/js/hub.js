// What a search box offers while somebody types: an ARIA 1.2 combobox with a listbox, and the key that leads to it.
// Without this file the box is a plain form that finds the same.

const PAUSE = 150; // milliseconds without a key before the hub is asked
const PAUSE_OF_ONE = 400; // the same after a single letter: mostly the next one follows
const KEPT = 50; // answers that a page keeps
const SWITCH = "search-key"; // where the browser remembers that a reader turned the key off

class SearchBox {
  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.answers = new Map();
    this.shown = "";
    this.active = -1;
    this.build();
    this.listen();
  }

  get words() {
    return this.input.value.trim().replace(/\s+/g, " ");
  }

  get isOpen() {
    return !this.list.hidden;
  }

  build() {
    const id = `${this.input.id}-offers`;
    this.list = element("div", { class: "offers", id, role: "listbox", "aria-label": "Suggestions", hidden: "" });
    this.status = element("p", { class: "unseen", role: "status" });
    this.form.append(this.list, this.status);
    setAttributes(this.input, {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": id,
      "aria-expanded": "false",
    });
  }

  listen() {
    this.input.addEventListener("input", (event) => event.isComposing || this.typed());
    this.input.addEventListener("compositionend", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the box
    this.list.addEventListener("click", () => this.close());
    window.addEventListener("pagehide", () => this.close()); // a page that comes back comes back without its list
  }

  typed() {
    const { words } = this;
    this.cancel();
    this.choose(-1);
    if (!words) {
      this.close();
    } else if (this.answers.has(words)) {
      this.show(words, this.answers.get(words));
    } else {
      this.renameLast();
      this.waiting = setTimeout(() => this.ask(words), [...words].length === 1 ? PAUSE_OF_ONE : PAUSE);
    }
  }

  /** Forget a question that was not asked yet, or not answered yet. */
  cancel() {
    clearTimeout(this.waiting);
    this.asking?.abort();
  }

  async ask(words) {
    this.asking = new AbortController();
    const { signal } = this.asking;
    const offers = await offersFor(words, this.form.dataset.suggest, signal);
    if (signal.aborted || words !== this.words) return;
    if (offers) {
      this.keep(words, offers);
      this.show(words, offers);
    } else {
      this.close(); // the form still answers
    }
  }

  keep(words, offers) {
    if (this.answers.size >= KEPT) this.answers.delete(this.answers.keys().next().value);
    this.answers.set(words, offers);
  }

  show(words, offers) {
    if (this.isOpen && words === this.shown) {
      this.renameLast(); // what was typed in between may stand in it
      return;
    }
    this.shown = words;
    this.choose(-1);
    this.list.replaceChildren(...offers.map((offer, place) => this.option(place, offer)), this.last(offers.length));
    this.unfold(offers.length > 0);
    this.status.textContent = announced(offers);
  }

  option(place, { title, about, href }) {
    const link = element("a", { id: `${this.list.id}-${place}`, role: "option", "aria-selected": "false", href });
    link.tabIndex = -1;
    link.append(element("span", { class: "offered" }, title), element("span", { class: "about" }, about));
    return link;
  }

  /** The row below the suggestions: it leads where the button leads. */
  last(place) {
    const link = this.option(place, { title: "", about: "", href: "" });
    link.classList.add("all-of-it");
    link.replaceChildren();
    this.list.lastOption = link;
    this.renameLast();
    return link;
  }

  renameLast() {
    const link = this.list.lastOption;
    if (!link) return;
    const { words } = this;
    link.textContent = `Search for “${words}”`;
    link.href = `${this.form.action}?${new URLSearchParams({ q: words })}`;
  }

  unfold(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  close() {
    this.cancel();
    this.choose(-1);
    this.unfold(false);
    this.status.textContent = "";
    this.shown = "";
  }

  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // the key belongs to an input method (229: in Safari)
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const done = this.keys[event.key]?.call(this, event);
    if (done) event.preventDefault();
  }

  /** What a key does; the browser does what it always does unless the answer is true. */
  keys = {
    ArrowDown(event) {
      return this.arrow(event.altKey ? 0 : 1);
    },
    ArrowUp(event) {
      if (event.altKey) return this.escape();
      return this.arrow(-1);
    },
    Enter() {
      const option = this.list.children[this.active];
      option?.click();
      return Boolean(option);
    },
    Escape: this.escape,
    Tab: this.close,
    Home: this.backToText,
    End: this.backToText,
    ArrowLeft: this.backToText,
    ArrowRight: this.backToText,
  };

  arrow(step) {
    if (this.isOpen) this.move(step);
    else if (this.words) this.reopen();
    return true;
  }

  reopen() {
    const { words } = this;
    this.cancel();
    if (this.answers.has(words)) this.show(words, this.answers.get(words));
    else this.ask(words);
  }

  escape() {
    const open = this.isOpen;
    this.close();
    return open;
  }

  backToText() {
    this.choose(-1);
  }

  /** One place on; the typed text lies between the last option and the first. */
  move(step) {
    const places = this.list.children.length + 1;
    this.choose(((this.active + 1 + step + places) % places) - 1);
  }

  choose(place) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.list.children[place];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }
}

/** The suggestions for what was typed, or nothing where they cannot be had. */
async function offersFor(words, address, signal) {
  try {
    const response = await fetch(`${address}?${new URLSearchParams({ q: words })}`, { signal });
    if (!response.ok) return null;
    const [, titles, abouts, addresses] = await response.json();
    return titles.map((title, place) => ({ title, about: abouts[place], href: here(addresses[place]) }));
  } catch {
    return null;
  }
}

/** A public address as one of the host that this page came from, which may be another name of the same hub. */
function here(address) {
  const { pathname, search, hash } = new URL(address);
  return `${window.location.origin}${pathname}${search}${hash}`;
}

/** The first one is named: it says at once whether a mistyped word was understood. */
function announced(offers) {
  if (!offers.length) return "No suggestions";
  const [{ title }] = offers;
  return offers.length === 1 ? `1 suggestion: ${title}` : `${offers.length} suggestions, first: ${title}`;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  setAttributes(made, attributes);
  made.textContent = text;
  return made;
}

function setAttributes(target, attributes) {
  for (const [name, value] of Object.entries(attributes)) target.setAttribute(name, value);
}

/** The "/" key, which leads to the box; a reader who speaks or mistypes keys can turn it off in the footer. */
class SlashKey {
  constructor(inputs, line) {
    this.inputs = inputs;
    this.words = line.querySelector("span");
    this.button = line.querySelector("button");
    this.button.addEventListener("click", () => this.turn(!this.on));
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.turn(remembered() !== "off");
    line.hidden = false;
  }

  turn(on) {
    this.on = on;
    this.words.textContent = on ? "The / key leads to the search box." : "The / key is off.";
    this.button.textContent = on ? "Turn it off" : "Turn it on";
    remember(on ? "" : "off");
    for (const input of this.inputs) {
      if (on) input.setAttribute("aria-keyshortcuts", "/");
      else input.removeAttribute("aria-keyshortcuts");
    }
  }

  pressed(event) {
    if (!this.on || event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.isComposing || event.defaultPrevented || writesInto(event.target)) return;
    const input = this.inputs.find((each) => each.getClientRects().length > 0);
    if (!input) return;
    event.preventDefault();
    input.focus();
    input.select();
  }
}

function writesInto(target) {
  return target.isContentEditable || target.matches("input, textarea, select");
}

function remembered() {
  try {
    return window.localStorage.getItem(SWITCH);
  } catch {
    return null; // the browser keeps nothing for this site
  }
}

function remember(value) {
  try {
    if (value) window.localStorage.setItem(SWITCH, value);
    else window.localStorage.removeItem(SWITCH);
  } catch {
    // It holds until the page is left.
  }
}

const boxes = [...document.querySelectorAll("form[data-suggest]")].map((form) => new SearchBox(form));
const line = document.querySelector(".slash-key");
if (boxes.length && line) new SlashKey(boxes.map((box) => box.input), line);
