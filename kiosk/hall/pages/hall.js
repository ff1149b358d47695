// What both pages share: language, signing in, calls to the API, the live stream, messages.
import { words } from "./words.js";

const API = "/api/v1";
const SILENCE_MS = 5000; // the server says something each second
const RETRY_MS = 1500;
const TOAST_MS = 7000;

export const language = () => localStorage.getItem("language") || "zh";
export const w = () => words[language()];

export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

export const $ = selector => document.querySelector(selector);

export function fillWords() {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = w()[element.dataset.word];
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = w()[element.dataset.hint];
  document.title = document.body.dataset.page ? `${w()[document.body.dataset.page]} · ${w().title}` : w().title;
}

export function clockTime(iso, zone) {
  return new Date(iso).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: zone || undefined });
}

const english = (names, code, name) => language() === "en" && names[code] ? names[code] : name;
export const serviceName = (state, code, name) => english(state.services_en, code, name);
export const counterName = (state, code, name) => english(state.counters_en, code, name);

export const minutesSince = iso => Math.max(0, Math.floor((Date.now() - new Date(iso)) / 60000));

// messages

let hiding = 0;

export function say(text, { bad = false, action = null } = {}) {
  const toast = $("#toast");
  clearTimeout(hiding);
  toast.className = bad ? "toast bad" : "toast";
  toast.replaceChildren(h("span", {}, text), ...(action ? [action] : []));
  toast.hidden = false;
  hiding = setTimeout(hush, TOAST_MS);
}

export function hush() {
  $("#toast").hidden = true;
}

// signing in

const token = () => sessionStorage.getItem("token") || "";

function takeTokenFromAddress() {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!found) return;
  sessionStorage.setItem("token", found);
  history.replaceState(null, "", location.pathname); // out of the address bar and the history
}

function showSignIn(fault = "") {
  $("#app").hidden = true;
  $("#sign-in").hidden = false;
  $("#sign-in-fault").textContent = fault;
  $("#token").focus();
}

function signOut(fault = "") {
  sessionStorage.removeItem("token");
  generation += 1;
  showSignIn(fault);
}

// the API

export async function api(method, path, body) {
  let answer;
  try {
    answer = await fetch(API + path, {
      method,
      headers: { Authorization: `Bearer ${token()}`, ...(body ? { "Content-Type": "application/json" } : {}) },
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(8000),
    });
  } catch {
    throw new Error(w().hallAway);
  }
  const data = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (answer.status === 401) signOut(w().tokenWrong);
  if (!answer.ok) throw new Error(w().problem[(data?.type || "").split(":").pop()] || w().unexpected);
  return data;
}

// the live stream

let generation = 0;

async function follow(mine, probe, onState, onLink) {
  while (mine === generation) {
    const stop = new AbortController();
    let watchdog = setTimeout(() => stop.abort(), SILENCE_MS);
    try {
      const refusal = await refused(probe, stop.signal);
      if (mine !== generation) return;
      if (refusal) return signOut(refusal);
      const answer = await fetch(`${API}/events`, { headers: { Authorization: `Bearer ${token()}` }, signal: stop.signal });
      if (answer.ok) {
        const alive = () => { clearTimeout(watchdog); watchdog = setTimeout(() => stop.abort(), SILENCE_MS); };
        await read(answer.body.getReader(), alive, state => { if (mine === generation) { onLink(true); onState(state); } });
      }
    } catch (fault) {
      console.info("the stream ended", fault.name);
    }
    clearTimeout(watchdog);
    if (mine !== generation) return;
    onLink(false);
    await new Promise(done => setTimeout(done, RETRY_MS));
  }
}

async function refused(probe, signal) {
  const answer = await fetch(API + probe, { headers: { Authorization: `Bearer ${token()}` }, signal });
  return answer.status === 401 ? w().tokenWrong : answer.status === 403 ? w().roleWrong : "";
}

async function read(reader, alive, onState) {
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    alive();
    const parts = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const data = part.split("\n").find(line => line.startsWith("data: "));
      if (data) onState(JSON.parse(data.slice(6)));
    }
  }
}

// one page

export function startPage({ probe, onState, onLink, onLanguage }) {
  const begin = () => {
    if (!token()) return showSignIn();
    $("#sign-in").hidden = true;
    $("#app").hidden = false;
    generation += 1;
    showLink(null);
    follow(generation, probe, state => { hall = state.hall; showHall(); onState(state); }, fresh => { showLink(fresh); onLink(fresh); });
  };
  $("#sign-in-form").addEventListener("submit", event => {
    event.preventDefault();
    sessionStorage.setItem("token", $("#token").value.trim());
    $("#token").value = "";
    begin();
  });
  $("#sign-out").addEventListener("click", () => signOut());
  for (const button of document.querySelectorAll(".switch-language")) {
    button.addEventListener("click", () => {
      localStorage.setItem("language", language() === "zh" ? "en" : "zh");
      fillWords();
      showLink(linkFresh);
      showHall();
      onLanguage();
    });
  }
  addEventListener("hashchange", () => { takeTokenFromAddress(); begin(); });
  takeTokenFromAddress();
  fillWords();
  begin();
}

let hall = null;

function showHall() {
  if (hall) $("#hall-name").textContent = language() === "en" && hall.name_en ? hall.name_en : hall.name;
}

let linkFresh = null;

function showLink(fresh) {
  linkFresh = fresh;
  const link = $("#link");
  link.className = fresh === null ? "link" : fresh ? "link fresh" : "link away";
  link.textContent = fresh === null ? w().connecting : fresh ? w().fresh : w().away;
  $("#away").hidden = fresh !== false;
}
