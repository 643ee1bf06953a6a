// What a script adds to pages that work without it: suggestions under a search box, a panel beside the line that was
// pressed, definitions under a resting pointer, the place in a list of contents.

const PAUSE = 150; // milliseconds without a key before the hub is asked
const PAUSE_OF_ONE = 400; // the same after a single letter: mostly the next one follows
const KEPT = 50; // answers that a page keeps
const REST = 500; // milliseconds of a pointer on a term before its definition opens
const LEAVE = 700; // milliseconds of it elsewhere before the definition closes
const QUIET = 4000; // milliseconds after which a page counts as settled, whatever the reader does
const MARGIN = 16; // pixels between a panel and the edge of the window
const GUTTER = 12; // pixels from the end of a lead line's rise to the panel

const SIGNS = ".define, .note";
const WIDE = window.matchMedia("(width >= 72rem)"); // there is a column for notes
const HOVER = window.matchMedia("(hover: hover) and (pointer: fine)");

/** What a search box offers while somebody types: an ARIA 1.2 combobox with a listbox. */
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

/** A button of the footer that turns something off and on; this browser alone remembers it. */
class Switch {
  constructor(line, name, turned) {
    this.button = line.querySelector("button");
    Object.assign(this, { name, turned });
    this.button.addEventListener("click", () => this.turn(!this.on));
    this.turn(remembered(name) !== "off");
    line.hidden = false;
  }

  turn(on) {
    this.on = on;
    this.button.textContent = this.button.textContent.replace(/ (on|off) /, on ? " off " : " on ");
    remember(this.name, on ? "" : "off");
    this.turned?.(on);
  }
}

/** The "/" key, which leads to the box; a reader who speaks or mistypes keys can turn it off. */
class SlashKey {
  constructor(inputs, line) {
    this.inputs = inputs;
    this.switch = new Switch(line, "search-key", (on) => this.announce(on));
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  announce(on) {
    for (const input of this.inputs) {
      if (on) input.setAttribute("aria-keyshortcuts", "/");
      else input.removeAttribute("aria-keyshortcuts");
    }
  }

  pressed(event) {
    if (!this.switch.on || event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
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

function remembered(name) {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null; // the browser keeps nothing for this site
  }
}

function remember(name, value) {
  try {
    if (value) window.localStorage.setItem(name, value);
    else window.localStorage.removeItem(name);
  } catch {
    // It holds until the page is left.
  }
}

/** The open definition or source: it stands at the foot of the line of its sign, and a line leads to it. */
class Panel {
  constructor() {
    document.addEventListener("click", (event) => this.pressed(event), true); // before the browser opens anything
    document.addEventListener("beforetoggle", (event) => this.toggles(event), true);
    window.addEventListener("resize", () => this.place());
    window.addEventListener("beforeprint", () => this.close()); // on paper it stands among the terms
  }

  pressed({ target }) {
    if (this.box?.contains(target)) this.pointed = false; // it is in use, and stays
    const sign = target.closest(SIGNS);
    if (!sign) return;
    if (this.box === sign.popoverTargetElement && (this.pointed || this.sign !== sign)) this.close(); // to open it anew
    this.sign = sign;
    this.pointed = false;
  }

  /** Open what a pointer rests on; what was pressed open stays. */
  openFor(sign) {
    if (this.box && !this.pointed) return;
    this.sign = sign;
    this.pointed = true;
    sign.popoverTargetElement.showPopover({ source: sign });
  }

  close() {
    this.box?.hidePopover();
  }

  toggles({ target, newState }) {
    if (newState === "closed") this.closed(target);
    else if (this.sign?.popoverTargetElement === target) this.opened(target);
  }

  opened(box) {
    this.box = box;
    this.lead?.remove();
    this.lead = element("div", { class: "lead-line" }); // a new one: the old one would count as something that moved
    this.sign.classList.add("leads");
    box.classList.add("placed");
    requestAnimationFrame(() => this.place()); // it is shown then, and not yet painted
  }

  closed(box) {
    const sign = document.querySelector(`.leads[popovertarget="${box.id}"]`);
    sign?.classList.remove("leads");
    if (box !== this.box) return; // the next one is open already
    this.box = null;
    this.lead.remove();
    if (!this.pointed && document.activeElement === document.body) sign?.focus({ preventScroll: true });
  }

  /** Placed in the page and not in the window, both go along when it scrolls. */
  place() {
    if (!this.box) return;
    const line = this.sign.getBoundingClientRect();
    const { height, left } = this.box.getBoundingClientRect();
    const top = besideLine(line, height);
    const width = left - GUTTER - line.left;
    setPlace(this.box, { "--top": top + window.scrollY });
    setPlace(this.lead, { left: line.left, top: top + window.scrollY, width, height: line.bottom - top + 1 });
    if (width > 0) document.body.append(this.lead);
    else this.lead.remove();
  }

  /** Whether a point of the window lies on the panel, its sign or its word, or on the way between them. */
  holds({ clientX, clientY }) {
    const boxes = [this.box, this.sign, this.sign.previousElementSibling].map((each) => each.getBoundingClientRect());
    const within = (point, from, to) =>
      point > Math.min(...boxes.map((box) => box[from])) - GUTTER &&
      point < Math.max(...boxes.map((box) => box[to])) + GUTTER;
    return within(clientX, "left", "right") && within(clientY, "top", "bottom");
  }
}

/** On the foot of the line. Where the window ends too soon: higher in a column of its own, above the line over text. */
function besideLine(line, height) {
  const lowest = Math.max(MARGIN, window.innerHeight - MARGIN - height);
  const above = line.top - height;
  if (line.bottom > lowest && above >= MARGIN && !WIDE.matches) return above;
  return Math.min(line.bottom, lowest);
}

function setPlace(target, lengths) {
  for (const [name, length] of Object.entries(lengths)) target.style.setProperty(name, `${length}px`);
}

/** A definition opens when a pointer rests on its word; over it and on the way to it, the pointer keeps it open. */
class Pointing {
  constructor(panel, line) {
    this.panel = panel;
    this.switch = new Switch(line, "definitions-under-pointer");
    document.addEventListener("pointermove", (event) => this.moved(event), { passive: true });
    const cancel = () => clearTimeout(this.waiting); // whoever presses something has chosen
    for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, cancel);
  }

  /** Only a pointer that moves counts: a page that scrolls under a still one opens nothing. */
  moved(event) {
    if (!this.switch.on || !HOVER.matches || event.pointerType === "touch" || event.buttons) return;
    const sign = signAt(event.target);
    if (sign !== this.sign) this.rest(sign);
    if (this.panel.pointed && this.panel.box) this.stay(this.panel.holds(event));
  }

  rest(sign) {
    this.sign = sign;
    clearTimeout(this.waiting);
    if (sign) this.waiting = setTimeout(() => this.panel.openFor(sign), REST);
  }

  stay(near) {
    if (near) {
      clearTimeout(this.leaving);
      this.leaving = null;
    } else {
      this.leaving ??= setTimeout(() => this.leave(), LEAVE);
    }
  }

  leave() {
    this.leaving = null;
    const { box, pointed } = this.panel;
    if (pointed && !box?.contains(document.activeElement)) this.panel.close();
  }
}

/** The sign of the term that an element belongs to. */
function signAt(target) {
  const word = target.closest(".term, .define");
  return word?.matches(".term") ? word.nextElementSibling : word;
}

/** Marks the part that is being read in the list of contents. */
class Contents {
  constructor(list) {
    this.list = list;
    this.links = [...list.querySelectorAll("a")];
    const targets = this.links.map((link) => document.getElementById(link.hash.slice(1)));
    this.parts = targets.map((target) => target?.closest(".part") ?? target); // a heading may not be laid out yet
    for (const name of ["scroll", "resize"]) window.addEventListener(name, () => this.soon(), { passive: true });
    this.soon();
  }

  soon() {
    this.asked ??= requestAnimationFrame(() => {
      this.asked = null;
      this.mark(this.reached());
    });
  }

  /** The last part that begins above a line, which sinks to the window's foot at the end of the page. */
  reached() {
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    const line = Math.max(clientHeight * 0.3, 2 * clientHeight + scrollTop - scrollHeight);
    const place = this.parts.findLastIndex((part) => part?.getBoundingClientRect().top <= line);
    return this.links[Math.max(place, 0)];
  }

  mark(link) {
    if (link === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = link;
    link.setAttribute("aria-current", "true");
    const { list } = this; // one longer than the window scrolls by itself; the page never does
    list.scrollTop = link.offsetTop - list.offsetTop - list.clientHeight / 2;
  }
}

/** Begin with the first thing a reader does, or when all has long been quiet: to open what is remembered takes time. */
function whenUsed(begin) {
  const waiting = new AbortController();
  const used = () => {
    if (waiting.signal.aborted) return;
    waiting.abort();
    begin();
  };
  for (const name of ["pointermove", "pointerdown", "keydown", "focusin", "click", "scroll"]) {
    window.addEventListener(name, used, { capture: true, passive: true, signal: waiting.signal });
  }
  setTimeout(used, QUIET);
}

const boxes = [...document.querySelectorAll("form[data-suggest]")].map((form) => new SearchBox(form));
const slashLine = document.querySelector(".slash-key");
if (boxes.length && slashLine) whenUsed(() => new SlashKey(boxes.map((box) => box.input), slashLine));

const pointerLine = document.querySelector(".under-pointer");
if (pointerLine && "popover" in pointerLine) {
  const panel = new Panel();
  whenUsed(() => new Pointing(panel, pointerLine));
}

const contents = document.querySelector(".sections");
if (contents) new Contents(contents);
