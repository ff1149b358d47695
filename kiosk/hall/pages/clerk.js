// The clerk's desk: one counter, its number, who waits.
import { $, api, fillWords, h, hush, counterName, minutesSince, say, serviceName, startPage, w } from "./hall.js";
import { draw as drawMatters, showMatters } from "./matters.js";

const KEYS = { n: "next", r: "recall", s: "start", f: "finish", m: "no-show", p: "park", t: "transfer", b: "pause", u: "undo" };
const KEY_OF = Object.fromEntries(Object.entries(KEYS).map(([key, move]) => [move, key.toUpperCase()]));
const UNDOABLE = ["no-show", "park"];
const TAGS = { free: "good", calling: "work", serving: "work", paused: "first" };

let state = null;
let fresh = null;
let busy = false;
let undoable = "";

const chosen = () => localStorage.getItem("counter") || "";
const counter = () => state?.counters.find(c => c.counter === chosen());
const ticket = () => state?.tickets.find(t => t.number === counter()?.ticket);
const kindOf = number => state?.tickets.find(t => t.number === number)?.state;

// why a move is not possible now; empty when it is
function why(move) {
  const desk = counter();
  if (!fresh) return w().whyAway;
  if (!desk) return w().whyChoose;
  const paused = desk.state === "paused", current = ticket()?.state;
  if (move === "pause") return desk.ticket ? w().whyBusy : "";
  if (move === "next" || move === "undo") {
    if (move === "undo" && !["parked", "no_show"].includes(kindOf(undoable))) return w().noneParked;
    return desk.ticket ? w().whyBusy : paused ? w().whyPaused : "";
  }
  if (!current) return w().whyNobody;
  const needs = { recall: "called", start: "called", "no-show": "called", finish: "serving" }[move];
  if (needs && needs !== current) return needs === "serving" ? w().whyCalled : w().whyServing;
  return "";
}

async function act(move, body, path) {
  const reason = path ? "" : why(move);
  if (reason) return say(reason);
  if (busy) return; // a second press while the first is on its way is the same press
  if (move === "transfer" && !body) return chooseService();
  busy = true;
  hush();
  try {
    const number = counter().ticket;
    if (move === "undo") return await callBack(undoable);
    const paused = move === "pause" && counter().state === "paused";
    const answer = await api("POST", `/counters/${encodeURIComponent(chosen())}/${paused ? "resume" : path || move}`, body);
    if (move === "next" && !answer) say(w().noNext);
    if (w().done[move]) tellDone(move, number);
    if (UNDOABLE.includes(move)) undoable = number;
  } catch (fault) {
    say(fault.message, { bad: true });
  } finally {
    busy = false;
    draw();
  }
}

function tellDone(move, number) {
  const undo = h("button", { class: "button small", type: "button", onclick: () => act("undo") }, w().undo, h("kbd", {}, "U"));
  say(w().done[move](number), { action: UNDOABLE.includes(move) ? undo : null });
}

async function callBack(number) {
  await api("POST", `/counters/${encodeURIComponent(chosen())}/call`, { number });
  undoable = "";
}

function chooseService() {
  const number = counter().ticket, from = ticket()?.service;
  $("#transfer-title").textContent = w().transferTo(number);
  $("#transfer-choices").replaceChildren(...state.queues.filter(q => q.service !== from).map(q =>
    h("button", { class: "button", type: "button", onclick: () => { $("#transfer").close(); act("transfer", { service: q.service }); } },
      serviceName(state, q.service, q.name), h("span", { class: "soft" }, `${w().waiting} ${w().people(q.waiting)}`))));
  $("#transfer").showModal();
}

// drawing

function priorityTag(priority) {
  return priority === "normal" ? null : h("span", { class: "tag first" }, w().priority[priority] || priority);
}

function drawCounters() {
  const select = $("#counter");
  select.setAttribute("aria-label", w().counter);
  const wanted = JSON.stringify([chosen(), w().counter, state?.counters.map(c => [c.counter, counterName(state, c.counter, c.name)])]);
  if (select.dataset.drawn === wanted) return;
  select.dataset.drawn = wanted;
  select.replaceChildren(h("option", { value: "" }, w().chooseCounter),
    ...(state?.counters || []).map(c => h("option", { value: c.counter, selected: c.counter === chosen() }, counterName(state, c.counter, c.name))));
}

function drawNow() {
  const desk = counter(), current = ticket();
  $("#now").className = desk?.ticket ? "card now" : "card now free";
  $("#state").hidden = !desk;
  $("#state").textContent = desk ? w().state[desk.state] : "";
  $("#state").className = `tag ${TAGS[desk?.state] || ""}`;
  $("#number").textContent = desk?.ticket || "—";
  $("#about").replaceChildren(...(current
    ? [h("span", {}, serviceName(state, current.service, current.service_name)), priorityTag(current.priority), h("span", { class: "soft" }, w().called(current.calls))].filter(Boolean)
    : [h("span", { class: "soft" }, desk ? w().nobodyHere : w().noCounter)]));
}

// what the visitor said at the terminal: the priority with its basis, what they came for, what they lack
function drawNote() {
  const current = ticket(), note = current?.note, lines = [];
  if (current && current.priority !== "normal") lines.push(h("span", { class: "basis" }, w().declared(w().priority[current.priority], w().priorityBasis[current.priority])));
  if (note?.errand) lines.push(h("span", {}, w().cameFor(note.errand)), " ");
  if (note?.missing) lines.push(note.missing.length ? h("strong", {}, w().lacks(note.missing)) : h("span", {}, w().hasAll));
  $("#note").hidden = !lines.length;
  $("#note").replaceChildren(...lines);
}

function drawMoves() {
  for (const button of document.querySelectorAll("[data-move]")) {
    const move = button.dataset.move, paused = move === "pause" && counter()?.state === "paused";
    const reason = why(move);
    button.replaceChildren(w()[paused ? "resume" : move], h("kbd", {}, KEY_OF[move]));
    button.setAttribute("aria-disabled", String(Boolean(reason)));
    button.title = reason;
    button.classList.toggle("main", move === "next" || (move === "start" && !reason) || (move === "finish" && !reason));
  }
}

function drawWaiting() {
  const services = counter()?.services || state?.queues.map(q => q.service) || [];
  const queues = (state?.queues || []).filter(q => services.includes(q.service));
  const tickets = (state?.tickets || []).filter(t => t.state === "waiting");
  $("#waiting-count").textContent = w().people(queues.reduce((sum, q) => sum + q.waiting, 0));
  $("#waiting").replaceChildren(...queues.map(q => {
    const here = tickets.filter(t => t.service === q.service).sort((a, b) => a.ahead - b.ahead);
    return h("div", { class: "group" },
      h("h3", {}, h("span", {}, serviceName(state, q.service, q.name)), h("span", { class: "soft" }, q.waiting ? w().people(q.waiting) : w().nobodyWaits)),
      here.length ? h("div", { class: "people" }, here.map(t => h("span", { class: "person", title: w().waited(minutesSince(t.issued_at)) },
        h("span", { class: "number" }, t.number), priorityTag(t.priority)))) : null);
  }));
}

function drawParked() {
  const services = counter()?.services || [];
  const tickets = (state?.tickets || []).filter(t => ["parked", "no_show"].includes(t.state) && (!counter() || services.includes(t.service)));
  const off = why("next");
  $("#parked").replaceChildren(...(tickets.length ? tickets.reverse().map(t => h("li", {},
    h("span", { class: "number" }, t.number),
    h("span", { class: "grow" }, h("span", { class: "tag" }, w().ticketState[t.state]), " ", h("span", { class: "soft" }, serviceName(state, t.service, t.service_name))),
    h("button", { class: "button small", type: "button", "aria-disabled": String(Boolean(off)), onclick: () => off ? say(off) : act("call", { number: t.number }, "call") }, w().callBack),
  )) : [h("li", { class: "nothing" }, w().noneParked)]));
}

function draw() {
  drawCounters();
  drawNow();
  drawNote();
  drawMoves();
  drawWaiting();
  drawParked();
}

$("#counter").addEventListener("change", event => { localStorage.setItem("counter", event.target.value); undoable = ""; draw(); });
for (const button of document.querySelectorAll("[data-move]")) button.addEventListener("click", () => act(button.dataset.move));
addEventListener("keydown", event => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.altKey || event.metaKey || event.repeat || $("#app").hidden) return;
  const move = KEYS[event.key.toLowerCase()];
  if (move) { event.preventDefault(); act(move); }
});

startPage({
  probe: "/queues",
  onState: next => { state = next; draw(); showMatters(next); },
  onLink: now => { fresh = now; draw(); },
  onLanguage: () => { fillWords(); if (state) draw(); drawMatters(); },
});
draw();
