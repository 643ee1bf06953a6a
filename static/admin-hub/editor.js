// The Markdown editor around a text area: a row of buttons, and the keys that writers know.
//
// Other scripts join in. When an editor is ready, its text area fires "editor:ready", which bubbles to the document and
// holds in `detail`:
//   area       the <textarea>; area.dataset.shape is "page", "blocks", "line" or "lines" (what its field holds)
//   toolbar    the row of buttons
//   addButton  addButton(word, title, act) puts one more button at the end of the row, and returns it
//   insert     insert(text) puts a text in the place of the selection as typing does, so that the browser can undo it
//   token      token() gives the token that a request to the hub needs now
//   say        say(words) shows a sentence under the text and has it read out; say("") takes it away
// Listen on the document as soon as your script is read: the event is fired once the page is there, and again for each
// row that is added later. Listeners for "dragover", "drop" and "paste" that you put on the area then are called before
// the editor's own, and those do nothing where yours called event.preventDefault().
"use strict";

(() => {
  const NO_PICTURES = "Pictures cannot be added here.";
  const MAC = /Mac|iPhone|iPad/.test(navigator.platform);
  const COMMAND = MAC ? "Meta" : "Control";
  const KEY = MAC ? "⌘" : "Ctrl+";

  const make = (name, attributes = {}, words = "") => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = words;
    return made;
  };

  /** The token that counts now: somebody who signed in again in another tab has a new one. */
  const token = (area) =>
    document.cookie.match(/(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]+)/)?.[1] ??
    area.form.elements.csrfmiddlewaretoken.value;

  /** As typing does: the browser's own undo takes it back. */
  const replace = (area, from, to, text) => {
    area.focus();
    area.setSelectionRange(from, to);
    if (from === to && !text) return;
    const typed = document.execCommand(text ? "insertText" : "delete", false, text);
    if (typed) return;
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const insert = (area, text) => replace(area, area.selectionStart, area.selectionEnd, text);

  /** The selection without the spaces at its ends; without one, the word that the caret is in. */
  const chosen = ({ value, selectionStart: from, selectionEnd: to }) => {
    if (from === to) {
      const before = value.slice(0, from).match(/[\p{L}\p{N}’'-]*$/u)[0];
      const after = value.slice(to).match(/^[\p{L}\p{N}’'-]*/u)[0];
      return before && after ? [from - before.length, to + after.length] : [from, to];
    }
    const words = value.slice(from, to);
    if (!words.trim()) return [from, to];
    return [from + words.length - words.trimStart().length, to - words.length + words.trimEnd().length];
  };

  /** Stars around the chosen words, or off them where they stand. */
  const star = (area, mark) => {
    const { value } = area;
    const [from, to] = chosen(area);
    const words = value.slice(from, to);
    const left = value.slice(0, from).match(/\**$/)[0].length;
    const right = value.slice(to).match(/^\**/)[0].length;
    const stars = Math.min(left, right);
    const size = mark.length;
    const stands = size === 2 ? stars >= 2 : stars % 2 === 1;
    if (stands) replace(area, from - size, to + size, words);
    else replace(area, from, to, `${mark}${words}${mark}`);
    const start = stands ? from - size : from + size;
    area.setSelectionRange(start, start + words.length);
  };

  /** The chosen words between two marks; the caret goes where something is still to be written. */
  const enclose = (area, before, after) => {
    const [from, to] = chosen(area);
    const words = area.value.slice(from, to);
    replace(area, from, to, `${before}${words}${after}`);
    const caret = from + before.length + (words ? words.length + after.length : 0);
    area.setSelectionRange(caret, caret);
  };

  const link = (area) => {
    const [from, to] = chosen(area);
    const words = area.value.slice(from, to);
    const isAddress = /^(https?:\/\/|\/)\S+$/.test(words);
    const address = isAddress ? words : "https://";
    replace(area, from, to, `[${isAddress ? "" : words}](${address})`);
    const place = isAddress || !words ? from + 1 : from + words.length + 3;
    area.setSelectionRange(place, isAddress || !words ? place : place + address.length);
  };

  /** Behind the chosen words: a source note is put to the end of a statement. */
  const cite = (area) => {
    const to = area.selectionEnd;
    const space = to && !/\s/.test(area.value[to - 1]) ? " " : "";
    replace(area, to, to, `${space}[@]`);
    const caret = to + space.length + 2;
    area.setSelectionRange(caret, caret);
  };

  /** Change each of the lines that the selection touches; they stay selected. */
  const changeLines = (area, change) => {
    const { value, selectionStart, selectionEnd } = area;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", Math.max(from, selectionEnd - (selectionEnd > selectionStart && value[selectionEnd - 1] === "\n")));
    const to = end < 0 ? value.length : end;
    const text = change(value.slice(from, to).split("\n")).join("\n");
    replace(area, from, to, text);
    const single = !text.includes("\n");
    area.setSelectionRange(single ? from + text.length : from, from + text.length);
  };

  const begin = (area, mark) =>
    changeLines(area, (lines) => {
      const written = lines.filter((line) => line.trim());
      const stands = written.length > 0 && written.every((line) => line.startsWith(mark));
      if (stands) return lines.map((line) => (line.startsWith(mark) ? line.slice(mark.length) : line));
      return lines.map((line) => (line.trim() || lines.length === 1 ? mark + line : line));
    });

  const head = (area) =>
    changeLines(area, (lines) =>
      lines.map((line) => {
        const bare = line.replace(/^#{1,6}\s+/, "");
        return line.startsWith("## ") ? bare : `## ${bare}`;
      })
    );

  // Word, title, key, what it does, and whether it makes a block, which a field of one paragraph cannot hold.
  const TOOLS = [
    ["Bold", "Bold", "b", (area) => star(area, "**")],
    ["Italic", "Italic", "i", (area) => star(area, "*")],
    ["Link", "Link to a page or an address", "k", link],
    ["Term", "Link to the glossary: [[term]]", "", (area) => enclose(area, "[[", "]]")],
    ["Source", "Note with a source: [@key, p. 13]", "", cite],
    ["List", "List: a dash before each line", "", (area) => begin(area, "- "), true],
    ["Quote", "Quotation: > before each line", "", (area) => begin(area, "> "), true],
    ["Heading", "Heading: ## before the line", "", head, true],
  ];

  const isCommand = (event) =>
    (MAC ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey) && !event.altKey && !event.shiftKey;

  /** One stop for the Tab key; the arrow keys go from button to button. */
  class Toolbar {
    constructor(area) {
      this.area = area;
      this.row = make("div", { class: "editor-tools", role: "toolbar", "aria-label": "Formatting", "aria-controls": area.id });
      this.keys = {};
      const holdsBlocks = ["page", "blocks"].includes(area.dataset.shape);
      for (const [word, title, key, act, isBlock] of TOOLS) {
        if (holdsBlocks || !isBlock) this.add(word, title, () => act(area), key);
      }
      this.row.addEventListener("keydown", (event) => this.move(event));
      area.addEventListener("keydown", (event) => this.pressed(event));
    }

    add(word, title, act, key = "") {
      const button = make("button", { type: "button", title: key ? `${title} (${KEY}${key.toUpperCase()})` : title }, word);
      button.tabIndex = this.row.children.length ? -1 : 0;
      button.addEventListener("click", act);
      if (key) {
        this.keys[key] = act;
        button.setAttribute("aria-keyshortcuts", `${COMMAND}+${key.toUpperCase()}`);
      }
      this.row.append(button);
      return button;
    }

    pressed(event) {
      const act = isCommand(event) && this.keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    }

    move(event) {
      const buttons = [...this.row.querySelectorAll("button")];
      const place = buttons.indexOf(event.target);
      const places = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 };
      if (place < 0 || !(event.key in places)) return;
      event.preventDefault();
      event.target.tabIndex = -1;
      const next = buttons.at(places[event.key] % buttons.length);
      next.tabIndex = 0;
      next.focus();
    }
  }

  /** A browser opens a dropped file in place of the form, and what was typed is gone. */
  const refusePictures = (area, say) => {
    const refuse = (event, files) => {
      if (event.defaultPrevented || !files) return;
      event.preventDefault();
      if (event.type !== "dragover") say(NO_PICTURES);
    };
    area.addEventListener("dragover", (event) => refuse(event, event.dataTransfer.types.includes("Files")));
    area.addEventListener("drop", (event) => refuse(event, event.dataTransfer.files.length));
    area.addEventListener("paste", (event) => {
      const { files, types } = event.clipboardData;
      refuse(event, files.length && !types.includes("text/plain"));
    });
  };

  const edit = (area) => {
    if (area.dataset.edited) return;
    area.dataset.edited = "true";
    const tools = new Toolbar(area);
    const words = make("p", { class: "editor-words", role: "status" });
    const say = (sentence) => {
      words.textContent = sentence;
    };
    area.before(tools.row);
    area.after(words);
    const detail = {
      area,
      say,
      toolbar: tools.row,
      addButton: (word, title, act) => tools.add(word, title, act),
      insert: (text) => insert(area, text),
      token: () => token(area),
    };
    area.dispatchEvent(new CustomEvent("editor:ready", { bubbles: true, detail }));
    refusePictures(area, say);
  };

  /** The rows that "Add another" copies wait under a name of their own. */
  const editAll = (root) =>
    root.querySelectorAll("textarea.markdownx-editor:not([name*=__prefix__])").forEach(edit);

  /** The key that saves elsewhere saves here, and the form stays open. */
  const save = (event) => {
    if (!isCommand(event) || event.key.toLowerCase() !== "s") return;
    const { form } = document.querySelector("textarea.markdownx-editor") ?? {};
    const button = form?.querySelector("[name=_continue]") ?? form?.querySelector("[name=_save]");
    if (!button) return;
    event.preventDefault();
    if (!event.repeat) button.click();
  };

  const start = () => {
    editAll(document);
    document.addEventListener("formset:added", (event) => editAll(event.target));
    document.addEventListener("keydown", save);
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
