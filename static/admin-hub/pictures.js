// Pictures for the Markdown editor: a button, and files that are dropped or pasted, open a window that asks what the
// picture shows; the hub takes the file, and its Markdown is put into the text. See editor.js for "editor:ready".
"use strict";

(() => {
  const MOST_BYTES = 5 * 1024 * 1024;
  const TYPES = ["image/jpeg", "image/png", "image/webp"];
  const TOO_LARGE = "This file is too large: 5 MB is the most. Save a smaller copy of the picture.";
  const NO_PICTURE = "Only JPEG, PNG and WebP pictures can be added.";
  const ONE = "One picture at a time: the first one was taken.";
  const SIGNED_OUT = "Not added: you are signed out, or may not add pictures. Sign in again in another tab, then try once more; your text is untouched.";
  const AWAY = "Not added: the hub cannot be reached just now. Your text is untouched.";
  const FAILED = "Not added: the hub could not take this picture. Your text is untouched.";
  const ADDED = "The picture stands in the text.";

  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const field = (label, input, help) => {
    const hint = make("span", { class: "picture-help", id: `${input.id}-help` }, help);
    input.setAttribute("aria-describedby", hint.id);
    const named = make("label", { for: input.id }, label);
    return input.type === "checkbox"
      ? make("p", { class: "picture-check" }, input, named, hint)
      : make("p", {}, named, hint, input);
  };

  /** Where a block may begin: the caret on an empty line, else the end of its paragraph. */
  const place = ({ value, selectionEnd }) => {
    const from = value.lastIndexOf("\n", selectionEnd - 1) + 1;
    const line = value.slice(from).split("\n", 1)[0];
    if (!line.trim()) return selectionEnd;
    const end = value.slice(selectionEnd).search(/\n[ \t]*(\n|$)/);
    return end < 0 ? value.length : selectionEnd + end;
  };

  const gap = (text, pattern) => "\n".repeat(text.trim() ? Math.max(0, 2 - text.match(pattern)[0].length) : 0);

  const insertBlock = ({ area, insert }, markdown) => {
    const at = place(area);
    area.setSelectionRange(at, at);
    insert(gap(area.value.slice(0, at), /\n*$/) + markdown + gap(area.value.slice(at), /^\n*/));
  };

  /** The window; there is one, for all texts of a form. */
  class Window {
    constructor() {
      this.file = make("input", { type: "file", id: "picture-file", name: "file", accept: TYPES.join(","), required: "" });
      this.description = make("input", { type: "text", id: "picture-description", name: "description", maxlength: "300", required: "" });
      this.decorative = make("input", { type: "checkbox", id: "picture-decorative", name: "decorative" });
      this.credit = make("input", { type: "text", id: "picture-credit", name: "credit", maxlength: "200" });
      this.bar = make("progress", { max: "1", "aria-label": "Sending the picture" });
      this.words = make("p", { class: "picture-words", role: "alert" });
      this.send = make("button", { type: "submit", class: "button default" }, "Add picture");
      const leave = make("button", { type: "button", class: "button" }, "Cancel");
      this.form = make(
        "form",
        {},
        make("h2", { id: "picture-title" }, "Add a picture"),
        field("Picture", this.file, "JPEG, PNG or WebP, at most 5 MB."),
        field("Description", this.description, "What somebody who cannot see it would need to know."),
        field("Decorative", this.decorative, "It says nothing that the text does not say."),
        field("Credit", this.credit, "Who made it, and on what terms; shown beneath it."),
        this.words,
        this.bar,
        make("p", { class: "picture-buttons" }, this.send, leave)
      );
      this.box = make("dialog", { class: "picture-window", "aria-labelledby": "picture-title" }, this.form);
      document.body.append(this.box);
      this.decorative.addEventListener("change", () => this.weigh());
      this.file.addEventListener("change", () => this.tell(this.objection()));
      this.form.addEventListener("submit", (event) => this.submit(event));
      this.box.addEventListener("close", () => this.closed());
      leave.addEventListener("click", () => this.box.close());
    }

    open(editor, file) {
      this.editor = editor;
      this.form.reset();
      this.weigh();
      this.rest();
      if (file) {
        const list = new DataTransfer();
        list.items.add(file);
        this.file.files = list.files;
      }
      this.box.showModal();
      this.tell(file ? this.objection() : "");
      (file ? this.description : this.file).focus();
    }

    closed() {
      this.sending?.abort();
      this.editor.area.focus();
    }

    weigh() {
      this.description.disabled = this.decorative.checked;
    }

    tell(words) {
      this.words.textContent = words;
    }

    rest() {
      this.sending = undefined;
      this.bar.hidden = true;
      this.send.disabled = false;
    }

    objection() {
      const [file] = this.file.files;
      if (!file) return "";
      if (file.size > MOST_BYTES) return TOO_LARGE;
      return file.type && !TYPES.includes(file.type) ? NO_PICTURE : "";
    }

    submit(event) {
      event.preventDefault();
      if (this.sending) return;
      const objection = this.objection();
      this.tell(objection);
      if (objection) return;
      const { area, token } = this.editor;
      this.sending = new XMLHttpRequest();
      this.sending.upload.addEventListener("progress", ({ loaded, total }) => this.moved(loaded / total));
      this.sending.addEventListener("load", (sent) => this.answered(sent.target));
      this.sending.addEventListener("error", () => this.failed(AWAY));
      this.sending.open("POST", area.dataset.pictures);
      this.sending.setRequestHeader("X-CSRFToken", token());
      this.bar.removeAttribute("value");
      this.bar.hidden = false;
      this.send.disabled = true;
      this.sending.send(new FormData(this.form));
    }

    /** Once all of it is sent, the hub still works on it: the bar no longer says how long. */
    moved(share) {
      if (share < 1) this.bar.value = share;
      else this.bar.removeAttribute("value");
    }

    failed(words) {
      this.rest();
      this.tell(words);
    }

    answered(sent) {
      let answer = {};
      try {
        answer = JSON.parse(sent.responseText);
      } catch {
        // A proxy, or the sign-in page, answers with a page of its own.
      }
      if (sent.status === 200 && answer.markdown) this.added(answer);
      else this.failed(answer.refusal ?? { 403: SIGNED_OUT, 413: TOO_LARGE }[sent.status] ?? FAILED);
    }

    added({ markdown, note }) {
      this.rest();
      this.box.close();
      insertBlock(this.editor, markdown);
      this.editor.say(note || ADDED);
    }
  }

  let shown;
  const open = (editor, file) => {
    shown ??= new Window();
    shown.open(editor, file);
  };

  const take = (editor, event, files) => {
    event.preventDefault();
    const pictures = [...files].filter((file) => file.type.startsWith("image/"));
    editor.say(pictures.length > 1 ? ONE : pictures.length ? "" : NO_PICTURE);
    if (pictures.length) open(editor, pictures[0]);
  };

  document.addEventListener("editor:ready", ({ detail: editor }) => {
    const { area, addButton } = editor;
    if (!area.dataset.pictures || !["page", "blocks"].includes(area.dataset.shape)) return;
    addButton("Picture", "Add a picture", () => open(editor));
    area.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    area.addEventListener("drop", (event) => {
      if (event.dataTransfer.files.length) take(editor, event, event.dataTransfer.files);
    });
    area.addEventListener("paste", (event) => {
      const { files, types } = event.clipboardData;
      // What is copied from a word processor comes as text, and as a picture of it.
      if (files.length && !types.includes("text/plain")) take(editor, event, files);
    });
  });
})();
