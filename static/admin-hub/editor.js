// The preview of each Markdown text area. Nothing is uploaded, and nothing is ever written into the text.
"use strict";

(() => {
  const PAUSE = 400;
  const SIGNED_OUT = "The preview stopped: you are signed out, or may not see it. Sign in again in another tab; your text is untouched.";
  const AWAY = "The preview cannot reach the hub just now. Your text is untouched.";
  const REFUSED = "The hub could not show this text. Your text is untouched.";
  const TOO_LONG = "This text is too long to show.";
  const NO_PICTURES = "Pictures cannot be added here.";

  const sentences = { 403: SIGNED_OUT, 413: TOO_LONG };

  const make = (name, className) => Object.assign(document.createElement(name), { className });

  const paragraph = (words, className) => {
    const made = make("p", className);
    made.textContent = words;
    return made;
  };

  const paper = (area) => {
    const host = make("div", "editor-page");
    const root = host.attachShadow({ mode: "open" });
    for (const href of area.dataset.styles.split(" ")) {
      root.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
    }
    const page = make("div", "prose");
    root.append(page);
    // A link of the text must not carry the editor away from what they are writing.
    root.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      const href = link.getAttribute("href");
      if (!href.startsWith("#")) window.open(link.href, "_blank", "noopener");
    });
    return { host, page };
  };

  const ask = async (area) => {
    const body = new URLSearchParams({ content: area.value, about: area.dataset.about || "" });
    const token = area.form.elements.csrfmiddlewaretoken.value;
    const answer = await fetch(area.dataset.markdownxUrlsPath, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token },
      redirect: "error",
    });
    if (!answer.ok) return { refusal: sentences[answer.status] || REFUSED };
    return answer.json();
  };

  const watch = (area) => {
    const box = area.closest(".markdownx").querySelector(".markdownx-preview");
    const words = make("div", "editor-words");
    words.setAttribute("role", "status");
    const { host, page } = paper(area);
    box.append(words, host);
    box.setAttribute("aria-label", "Preview");
    box.setAttribute("role", "region");

    let last = 0;
    let waiting = 0;

    const show = ({ html, problems, refusal }) => {
      if (refusal) {
        words.replaceChildren(paragraph(refusal, "mend"));
      } else {
        words.replaceChildren(...problems.map((problem) => paragraph(problem, "mend")));
        page.innerHTML = html;
      }
    };

    const refresh = async () => {
      last += 1;
      const mine = last;
      let found;
      try {
        found = await ask(area);
      } catch {
        found = { refusal: AWAY };
      }
      if (mine === last) show(found);
    };

    area.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(refresh, PAUSE);
    });

    // A browser opens a dropped file in place of the form, and what was typed is gone.
    area.addEventListener("dragover", (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
    area.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      words.replaceChildren(paragraph(NO_PICTURES, "mend"));
    });
    area.addEventListener("paste", (event) => {
      const { files, types } = event.clipboardData;
      if (!files.length || types.includes("text/plain")) return;
      event.preventDefault();
      words.replaceChildren(paragraph(NO_PICTURES, "mend"));
    });

    refresh();
  };

  const start = () => document.querySelectorAll("textarea.markdownx-editor").forEach(watch);

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
