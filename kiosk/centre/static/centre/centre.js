// Rows that can be added, removed and moved; a warning before unsaved words are left behind.
"use strict";

const form = document.getElementById("edit");
let fresh = 0;
let dirty = false;

function touched() {
  dirty = true;
  const sign = document.getElementById("dirty");
  if (sign) sign.hidden = false;
}

function addRow(rows) {
  const list = rows.querySelector("ol");
  fresh += 1;
  const template = rows.querySelector("template").innerHTML.replaceAll("__n__", `new${fresh}`);
  list.insertAdjacentHTML("beforeend", template);
  const first = list.lastElementChild.querySelector("input, textarea, select");
  if (first) first.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const row = button.closest(".row");
  if (button.hasAttribute("data-add")) {
    addRow(button.closest("[data-rows]"));
  } else if (button.hasAttribute("data-remove")) {
    row.remove();
  } else if (button.dataset.move === "up" && row.previousElementSibling) {
    row.previousElementSibling.before(row);
    button.focus();
  } else if (button.dataset.move === "down" && row.nextElementSibling) {
    row.nextElementSibling.after(row);
    button.focus();
  } else {
    return;
  }
  touched();
});

document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
    return;
  }
  dirty = false;
});

if (form) {
  form.addEventListener("input", touched);
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  const wrong = form.querySelector("[aria-invalid], p.error");
  if (wrong) wrong.scrollIntoView({ block: "center" });
  if (wrong || form.hasAttribute("data-unsaved")) touched(); // what was typed is on this page only
}
