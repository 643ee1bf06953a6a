// What is typed into a form of the admin is kept on the way, and offered when its editor comes back; never imposed.
"use strict";

(() => {
  const PAUSE = 3000;
  const DAYS = 90;
  const UNKEPT = new Set([
    "csrfmiddlewaretoken", "seen_version", "seen_newest", "seen_proposal", "draft_form", "draft_token", "_popup", "_to_field",
  ]);
  const WORDS = {
    kept: "What you type is kept.",
    signedOut: "You are signed out. What you type is kept in this browser; sign in again in another tab, then save here.",
    another: "Somebody else has signed in in this browser. What you type is kept here for you; sign in again as yourself, then save.",
    away: "The hub cannot be reached just now. What you type is kept in this browser.",
    refused: "The hub does not keep this, so it is kept in this browser until you save.",
    full: "What you type cannot be kept just now: the hub cannot be reached and this browser has no room. Copy it before you leave.",
  };

  const cookie = (name) => {
    const found = document.cookie.split("; ").find((each) => each.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };

  // The token changes when somebody signs in again in another tab: the cookie knows the newest one.
  const csrf = (form) => cookie("__Host-csrftoken") || cookie("csrftoken") || form.elements.csrfmiddlewaretoken.value;

  const when = (moment) =>
    new Date(moment).toLocaleString(document.documentElement.lang || "en-US", { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });

  // [name, value], and the words of a choice where the page holds only the chosen one.
  const read = (form) => {
    const data = [];
    for (const control of form.elements) {
      const { name, type } = control;
      if (!name || UNKEPT.has(name) || name.includes("__prefix__") || control.disabled) continue;
      if (["submit", "button", "image", "reset", "file", "password"].includes(type)) continue;
      if (type === "checkbox" || type === "radio") {
        if (control.checked) data.push([name, control.value]);
      } else if (control.tagName === "SELECT") {
        for (const option of control.selectedOptions) data.push([name, option.value, option.text]);
      } else {
        data.push([name, control.value]);
      }
    }
    return data;
  };

  const same = (one, other) =>
    JSON.stringify(one.map(([name, value]) => [name, value])) === JSON.stringify(other.map(([name, value]) => [name, value]));

  const byName = (data) => {
    const found = new Map();
    for (const row of data) found.set(row[0], [...(found.get(row[0]) || []), row]);
    return found;
  };

  // Rows that a draft has and the page has not are added; rows are told by their keys, new ones by their order.
  const placed = (form, data) => {
    const named = byName(data);
    const moved = new Map();
    for (const [total] of named) {
      if (!total.endsWith("-TOTAL_FORMS")) continue;
      const prefix = total.slice(0, -"-TOTAL_FORMS".length);
      const here = form.elements[total];
      const add = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
      if (!here) continue;
      let fresh = Number(form.elements[`${prefix}-INITIAL_FORMS`].value);
      for (let place = 0; place < Number(named.get(total)[0][1]); place += 1) {
        const key = (named.get(`${prefix}-${place}-id`) || [["", ""]])[0][1];
        let target = key === "" ? -1 : rowWith(form, prefix, key);
        if (target < 0) {
          while (fresh >= Number(here.value) && add) {
            const before = here.value;
            add.click();
            if (here.value === before) break;
          }
          target = fresh;
          fresh += 1;
        }
        moved.set(`${prefix}-${place}-`, `${prefix}-${target}-`);
      }
    }
    return data
      .filter(([name]) => !/-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/.test(name) && !/-\d+-id$/.test(name))
      .map(([name, ...rest]) => {
        const prefix = (name.match(/^.+?-\d+-/) || [""])[0];
        return [(moved.get(prefix) || prefix) + name.slice(prefix.length), ...rest];
      });
  };

  const rowWith = (form, prefix, key) => {
    const total = Number(form.elements[`${prefix}-TOTAL_FORMS`].value);
    for (let place = 0; place < total; place += 1) {
      const control = form.elements[`${prefix}-${place}-id`];
      if (control && control.value === key) return place;
    }
    return -1;
  };

  const choose = (control, rows) => {
    const wanted = new Map(rows.map(([, value, words]) => [value, words]));
    for (const [value, words] of wanted) {
      if (![...control.options].some((option) => option.value === value)) {
        control.add(new Option(words || value, value));
      }
    }
    for (const option of control.options) option.selected = wanted.has(option.value);
  };

  const set = (control, rows) => {
    if (control.type === "checkbox" || control.type === "radio") {
      control.checked = rows.some(([, value]) => value === control.value);
    } else if (control.tagName === "SELECT") {
      choose(control, rows);
    } else if (rows.length) {
      control.value = rows[0][1];
    }
  };

  const restore = (form, data) => {
    const named = byName(placed(form, data));
    const controls = [...form.elements].filter(
      ({ name, type }) =>
        name && !UNKEPT.has(name) && !name.includes("__prefix__") && !/_FORMS$/.test(name) && !/-\d+-id$/.test(name) &&
        !["submit", "button", "image", "reset", "file", "password", "hidden"].includes(type),
    );
    const put = () => controls.forEach((control) => set(control, named.get(control.name) || []));
    put();
    for (const control of controls) {
      for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
      if (control.tagName === "SELECT" && window.django) window.django.jQuery(control).trigger("change.select2");
    }
    put(); // what a change of one field wrote into another, an address from a title, gives way
  };

  const label = (form, name) => {
    const control = form.elements[name];
    const first = control instanceof RadioNodeList ? control[0] : control;
    const words = first?.labels?.[0]?.textContent || first?.getAttribute("aria-label") || name;
    const row = name.match(/^(.+?)-(\d+)-(.+)$/);
    if (!row) return words.replace(/:\s*$/, "").trim();
    const group = document.querySelector(`#${CSS.escape(row[1])}-group h2`)?.textContent.trim() || row[1];
    const field = first?.labels?.[0]?.textContent.replace(/:\s*$/, "").trim() || row[3].replaceAll("_", " ");
    return `${group}, row ${Number(row[2]) + 1}: ${field}`;
  };

  const shown = (rows) => (rows || []).map(([, value, words]) => words || value).join(", ");

  const differing = (now, then) => {
    const [here, there] = [byName(now), byName(then)];
    const names = [...new Set([...here.keys(), ...there.keys()])].filter((name) => !/_FORMS$|-\d+-id$/.test(name));
    return names
      .map((name) => [name, shown(here.get(name)), shown(there.get(name))])
      .filter(([, before, after]) => before !== after);
  };

  const paragraph = (className, ...children) => {
    const made = document.createElement("p");
    made.className = className;
    made.append(...children);
    return made;
  };

  const marked = ([kind, text]) => {
    const name = { gone: "del", new: "ins" }[kind];
    return name ? Object.assign(document.createElement(name), { textContent: text }) : text;
  };

  class Keeper {
    constructor(form, box) {
      this.form = form;
      this.box = box;
      this.state = document.getElementById("draft-state");
      this.name = form.elements.draft_form.value;
      this.key = `hub-draft:${box.dataset.editor}:${this.name}`;
      this.opened = read(form);
      this.last = JSON.stringify(this.opened);
      this.cameBack = box.dataset.cameBack === "yes";
      this.sending = false;
    }

    isChanged() {
      return this.cameBack || JSON.stringify(read(this.form)) !== JSON.stringify(this.opened);
    }

    say(words) {
      if (this.state.textContent !== words) this.state.textContent = words;
    }

    body(values) {
      return new URLSearchParams({ editor: this.box.dataset.editor, form: this.name, ...values });
    }

    ask(address, values, options = {}) {
      return fetch(address, {
        method: "POST", body: this.body(values), headers: { "X-CSRFToken": csrf(this.form) }, redirect: "error", ...options,
      });
    }

    store(data) {
      const copy = {
        saved: new Date().toISOString(), token: this.form.elements.draft_token.value,
        seen_version: this.form.elements.seen_version.value, data,
      };
      try {
        localStorage.setItem(this.key, JSON.stringify(copy));
        return true;
      } catch {
        return false;
      }
    }

    stored() {
      try {
        return JSON.parse(localStorage.getItem(this.key));
      } catch {
        return null;
      }
    }

    drop() {
      try {
        localStorage.removeItem(this.key);
      } catch {
        // A browser that keeps nothing has nothing to drop.
      }
    }

    async tick() {
      const data = read(this.form);
      const text = JSON.stringify(data);
      if (this.sending || this.leaving || text === this.last) return;
      this.sending = true;
      await this.keep(data, text);
      this.sending = false;
    }

    async keep(data, text) {
      this.aborting = new AbortController();
      let words = WORDS.away;
      try {
        const answer = await this.ask(
          this.box.dataset.keep,
          { data: text, seen_version: this.form.elements.seen_version.value, token: this.form.elements.draft_token.value },
          { signal: this.aborting.signal },
        );
        if (answer.ok) {
          this.last = text;
          this.drop();
          this.say(WORDS.kept);
          return;
        }
        words = { 401: WORDS.signedOut, 403: WORDS.signedOut, 409: WORDS.another }[answer.status] || WORDS.refused;
      } catch {
        if (this.leaving) return;
      }
      this.say(this.store(data) ? words : WORDS.full);
    }

    // The newest of what the hub and this browser have, unless it was saved or says what the form says anyway.
    async offer() {
      if (this.cameBack) return;
      const found = [await this.fetched(), this.own()].filter((each) => each && each.data && !same(each.data, this.opened));
      found.sort((one, other) => (one.saved < other.saved ? 1 : -1));
      if (!found.length) return;
      [this.draft] = found;
      const words = `You typed something here on ${when(this.draft.saved)} and did not save it.`;
      this.box.querySelector(".draft-words").textContent = words;
      const older = Number(this.draft.seen_version) !== Number(this.form.elements.seen_version.value);
      this.box.querySelector(".draft-older").hidden = !older;
      this.box.hidden = false;
      this.box.addEventListener("click", (event) => this.answered(event));
    }

    own() {
      const copy = this.stored();
      const savedForms = this.box.dataset.savedForms.split(" ");
      const tooOld = copy && Date.now() - Date.parse(copy.saved) > DAYS * 86400000;
      if (copy && (savedForms.includes(copy.token) || tooOld || same(copy.data, this.opened))) {
        this.drop();
        return null;
      }
      return copy;
    }

    async fetched() {
      try {
        const answer = await fetch(`${this.box.dataset.show}?${this.body({})}`, { redirect: "error" });
        return answer.ok ? await answer.json() : null;
      } catch {
        return null;
      }
    }

    answered(event) {
      const wanted = event.target.dataset.draft;
      if (wanted === "back") this.putBack();
      if (wanted === "look") this.look();
      if (wanted === "away") this.discard();
    }

    putBack() {
      if (this.box.dataset.again) {
        this.sendBack();
        return;
      }
      restore(this.form, this.draft.data);
      this.form.elements.seen_version.value = this.draft.seen_version;
      this.box.hidden = true;
      this.say("What you typed is back in the form. It is not saved yet.");
      this.form.querySelector("input:not([type=hidden]), textarea")?.focus();
    }

    // What was typed on another page, which comes back with it.
    sendBack() {
      for (const [name, value] of this.draft.data) {
        this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      this.form.elements.csrfmiddlewaretoken.value = csrf(this.form);
      this.form.submit();
    }

    async look() {
      const space = this.box.querySelector(".draft-difference");
      const rows = differing(this.opened, this.draft.data);
      let changes = rows.map(([, before, after]) => [["gone", before], ["new", after]]);
      try {
        const answer = await this.ask(this.box.dataset.compare, { data: JSON.stringify(rows.map(([, ...texts]) => texts)) });
        if (answer.ok) ({ changes } = await answer.json());
      } catch {
        // Both texts, one after the other, say it too.
      }
      space.replaceChildren(
        ...rows.flatMap(([name], place) => [
          paragraph("draft-field", label(this.form, name)), paragraph("draft-texts", ...changes[place].map(marked)),
        ]),
      );
    }

    async discard() {
      this.drop();
      this.box.hidden = true;
      try {
        await this.ask(this.box.dataset.discard, {});
      } catch {
        // It is offered again next time.
      }
    }

    submitted() {
      this.leaving = true;
      this.aborting?.abort();
      this.form.elements.csrfmiddlewaretoken.value = csrf(this.form);
      if (this.isChanged()) this.store(read(this.form));
    }

    watch() {
      setInterval(() => this.tick(), PAUSE);
      this.form.addEventListener("submit", () => this.submitted());
      window.addEventListener("beforeunload", (event) => {
        if (!this.leaving && this.isChanged()) event.preventDefault();
      });
      window.addEventListener("pagehide", () => {
        const data = read(this.form);
        if (!this.leaving && JSON.stringify(data) !== this.last) this.store(data);
      });
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) this.leaving = false;
      });
    }
  }

  window.addEventListener("load", () => {
    const box = document.getElementById("draft");
    const form = box?.closest("form");
    const isWritten = form?.querySelector("[type=submit]:is([name=_save], [name=_continue], [name=save])");
    if (!isWritten && !box?.dataset.again) return;
    const keeper = new Keeper(form, box);
    if (isWritten) keeper.watch();
    keeper.offer();
  });
})();
