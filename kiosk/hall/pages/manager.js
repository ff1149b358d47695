// The manager's view of the hall: queues, counters, boards, devices, notices.
import { $, api, clockTime, counterName, h, say, serviceName, startPage, w } from "./hall.js";

const TAGS = { free: "good", calling: "work", serving: "work", paused: "first" };

let state = null;

const time = iso => clockTime(iso, state.hall.zone);
const tag = (kind, text) => h("span", { class: `tag ${kind}` }, text);

function deviceWords(device) {
  if (device.stale) return w().deviceStale;
  return w().deviceState[device.state] || w().deviceState.unknown;
}

const deviceFaulty = device => device.stale || device.state !== "ok";

function drawFigures() {
  const waiting = state.queues.reduce((sum, q) => sum + q.waiting, 0);
  const open = state.counters.filter(c => c.state !== "paused").length;
  const boards = state.boards.filter(b => !b.stale).length;
  const faults = state.boards.length - boards + state.devices.filter(deviceFaulty).length;
  const figures = [[w().waitingNow, waiting], [w().atWork, `${open} / ${state.counters.length}`], [w().boardsUp, `${boards} / ${state.boards.length}`]];
  $("#figures").replaceChildren(
    ...figures.map(([name, value]) => h("div", { class: "card figure" }, h("b", {}, String(value)), h("span", { class: "soft" }, name))),
    h("div", { class: faults ? "card figure bad" : "card figure" }, h("b", {}, String(faults)), h("span", { class: "soft" }, faults ? w().faults : w().allWell)));
}

function drawQueues() {
  const head = h("tr", {}, h("th", {}, w().service), h("th", { class: "figure-cell" }, w().waitingShort), h("th", {}, w().expected), h("th", {}, w().servingShort), h("th", {}));
  const rows = state.queues.map(q => h("tr", {},
    h("td", {}, serviceName(state, q.service, q.name)), h("td", { class: "figure-cell number" }, String(q.waiting)),
    h("td", {}, w().minutes(q.wait_minutes.low, q.wait_minutes.high)), h("td", {}, q.serving.join("　") || "—"),
    h("td", {}, q.open ? tag("good", w().openYes) : tag("", w().openNo))));
  $("#queues").replaceChildren(h("table", {}, h("thead", {}, head), h("tbody", {}, rows)));
}

function drawCounters() {
  $("#counters").replaceChildren(...state.counters.map(c => h("div", { class: "counter" },
    h("span", {}, counterName(state, c.counter, c.name)), h("span", { class: "number" }, c.ticket || "—"), h("span", {}, tag(TAGS[c.state], w().state[c.state])))));
}

function drawBoards() {
  const rows = state.boards.map(b => h("li", {},
    h("div", { class: "grow" }, h("div", { class: "what" }, b.board),
      h("div", { class: "soft" }, b.stale ? w().boardCure : [w().since(time(b.since)), w().shows(b.notices.length)].join(" · ")),
      h("div", { class: "soft" }, w().shownAt(time(b.shown_at)))),
    b.stale ? tag("bad", w().boardStale) : tag("good", w().boardOk)));
  $("#boards").replaceChildren(...(rows.length ? rows : [h("li", { class: "nothing" }, w().noBoards)]));
  drawBoardChoice();
}

function drawBoardChoice() {
  const select = $("#board"), names = state.boards.map(b => b.board), wanted = JSON.stringify([w().allBoards, names]);
  if (select.dataset.drawn === wanted) return;
  const before = select.value;
  select.dataset.drawn = wanted;
  select.replaceChildren(h("option", { value: "" }, w().allBoards), ...names.map(name => h("option", { value: name, selected: name === before }, name)));
}

function drawDevices() {
  const rows = state.devices.map(d => {
    const [words, cure] = deviceWords(d);
    return h("li", {},
      h("div", { class: "grow" }, h("div", { class: "what" }, `${w().device[d.kind] || d.kind}　${d.name}`),
        cure ? h("div", {}, cure) : null, d.detail && deviceFaulty(d) ? h("div", { class: "soft" }, d.detail) : null),
      tag(!deviceFaulty(d) ? "good" : d.state === "low" && !d.stale ? "first" : "bad", words));
  });
  $("#devices").replaceChildren(...(rows.length ? rows : [h("li", { class: "nothing" }, w().noDevices)]));
}

function drawNotices() {
  const rows = state.notices.map(n => {
    const aimed = state.boards.filter(b => !b.stale && (!n.board || n.board === b.board));
    const shown = aimed.filter(b => b.notices.includes(n.id)).length;
    const facts = [n.board || w().allBoards, n.ends_at ? w().until(time(n.ends_at)) : w().always, w().shownOn(shown, aimed.length)];
    return h("li", {},
      h("div", { class: "grow" }, h("div", { class: "what" }, n.text), h("div", { class: "soft" }, facts.join(" · "))),
      n.emergency ? tag("bad", w().emergencyTag) : null,
      h("button", { class: "button small", type: "button", onclick: () => withdraw(n.id) }, w().withdraw));
  });
  $("#notices").replaceChildren(...(rows.length ? rows : [h("li", { class: "nothing" }, w().noNotices)]));
}

async function withdraw(id) {
  try {
    await api("DELETE", `/board/notices/${encodeURIComponent(id)}`);
    say(w().withdrawn);
  } catch (fault) {
    say(fault.message, { bad: true });
  }
}

function confirmed(text) {
  const dialog = $("#confirm");
  dialog.returnValue = "no"; // Escape is a no, whatever was chosen last time
  $("#confirm-quote").textContent = text;
  dialog.showModal();
  return new Promise(done => dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }));
}

let pushing = false;

async function push(event) {
  event.preventDefault();
  const text = $("#text").value.trim(), minutes = $("#minutes").valueAsNumber, emergency = $("#emergency").checked;
  if (pushing || !text || (emergency && !await confirmed(text))) return;
  pushing = true;
  try {
    const ttl = Number.isFinite(minutes) ? { ttl_seconds: Math.round(minutes * 60) } : {};
    await api("POST", "/board/notices", { text, board: $("#board").value, emergency, ...ttl });
    $("#text").value = "";
    $("#emergency").checked = false;
    say(w().pushed);
  } catch (fault) {
    say(fault.message, { bad: true });
  } finally {
    pushing = false;
  }
}

function draw() {
  drawFigures();
  drawQueues();
  drawCounters();
  drawBoards();
  drawDevices();
  drawNotices();
}

$("#push").addEventListener("submit", push);
startPage({
  probe: "/board/status",
  onState: next => { state = next; draw(); },
  onLink: () => {},
  onLanguage: () => { if (state) draw(); },
});
