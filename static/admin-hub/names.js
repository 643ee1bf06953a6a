// Names for fields that show theirs to the eye only: in rows of tables, of a date with its time, of a searched choice;
// and the hours of a day as they are told everywhere.
"use strict";

(() => {
  const FIELDS = ":is(.tabular td, p.datetime) :is(input:not([type=hidden]), select, textarea)";
  const CELLS = ":is(.tabular, #result_list, .desk-scroll) td:not(.original, .action-checkbox)";
  const own = element => [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => node.textContent).join(" ").trim();

  function heading(cell) {
    const head = cell.closest("table").tHead?.rows[0]?.cells[cell.cellIndex];
    return head ? own(head) || (head.querySelector(".text") ?? head).textContent.trim() : "";
  }

  function nameOf(field) {
    const cell = field.closest(".tabular td");
    if (cell) return heading(cell);
    const label = field.closest(".fieldBox, .form-row")?.querySelector("label, legend");
    const part = field.classList.contains("vTimeField") ? "time" : "date";
    return `${label?.textContent.trim().replace(/:$/, "") ?? ""} ${part}`.trim();
  }

  function nameField(field) {
    const isNamed = field.labels?.length || field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby");
    const name = isNamed ? "" : nameOf(field);
    if (name) field.setAttribute("aria-label", name);
  }

  // The choice that can be searched stands in the place of a select, and takes its name and what is chosen.
  function nameChoice(choice) {
    const select = choice.closest(".select2")?.previousElementSibling;
    const name = select?.getAttribute("aria-label") ?? select?.labels?.[0]?.textContent.trim().replace(/:$/, "");
    if (!name) return;
    const shown = choice.querySelector(".select2-selection__rendered");
    const search = choice.querySelector(".select2-search__field");
    if (search) search.setAttribute("aria-label", name);
    if (choice.classList.contains("select2-selection--multiple")) return choice.setAttribute("aria-label", name);
    const hidden = Object.assign(document.createElement("span"), { id: `${shown.id}-name`, hidden: true });
    hidden.textContent = name;
    choice.parentNode.append(hidden);
    shown.removeAttribute("role");
    shown.removeAttribute("aria-readonly");
    choice.setAttribute("aria-labelledby", `${hidden.id} ${shown.id}`);
  }

  // Where it is narrow, a cell stands alone and tells what it is itself.
  function nameCell(cell) {
    const name = heading(cell);
    if (name) cell.dataset.label = name.replace(/\?$/, "");
  }

  function nameAll(place) {
    place.querySelectorAll(CELLS).forEach(nameCell);
    place.querySelectorAll(FIELDS).forEach(nameField);
    place.querySelectorAll(".select2-selection").forEach(nameChoice);
  }

  function start() {
    nameAll(document);
    document.addEventListener("formset:added", event => nameAll(event.target));
  }

  // Django's choices beside a field of a time, which it makes when all is loaded.
  const clock = window.DateTimeShortcuts?.clockHours;
  if (clock) clock.default_ = [["Now", -1], ["00:00", 0], ["06:00", 6], ["12:00", 12], ["18:00", 18]];

  // Behind what makes the choices, where a page has any.
  const { jQuery } = window.django ?? {};
  if (jQuery) jQuery(start); else start();
})();
