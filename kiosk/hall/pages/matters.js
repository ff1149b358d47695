// Matters at the clerk's desk: take one in, show its number and code this one time, say how far it is.
import { $, api, h, say, serviceName, w } from "./hall.js";

const STATES = ["received", "reviewing", "missing", "approved", "assigned", "done", "declined"];
let matters = null;
let hall = null;
let asking = false;
let busy = false;

const spaced = number => number.replace(/(\d{4})(?=\d)/g, "$1 ");

export async function showMatters(state) {
  hall = state;
  draw();
  if (matters === null && !asking) await read();
}

export function draw() {
  if (!hall) return;
  fill($("#matter-service"), hall.queues.map(q => [q.service, serviceName(hall, q.service, q.name)]));
  fill($("#matter-state"), STATES.map(s => [s, w().matterStates[s]]));
  fill($("#matter"), (matters || []).map(m => [m.number, `${spaced(m.number)} ${m.title} · ${w().matterStates[m.steps.at(-1).state]}`]));
  $("#step-form").hidden = !matters?.length;
}

// only what has changed, so that an open list stays open while the hall talks
function fill(select, options) {
  const wanted = JSON.stringify(options);
  if (select.dataset.drawn === wanted) return;
  const chosen = select.value;
  select.dataset.drawn = wanted;
  select.replaceChildren(...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)));
}

async function read() {
  asking = true;
  try {
    matters = await api("GET", "/matters");
  } catch (fault) {
    console.info("matters cannot be read", fault.message);
  } finally {
    asking = false;
  }
  draw();
}

async function send(work) {
  if (busy) return; // a second press while the first is on its way is the same press
  busy = true;
  try {
    await work();
  } catch (fault) {
    say(fault.message, { bad: true });
  } finally {
    busy = false;
  }
}

$("#matter-form").addEventListener("submit", event => {
  event.preventDefault();
  send(async () => {
    const made = await api("POST", "/matters", { title: $("#matter-title").value, service: $("#matter-service").value });
    $("#matter-title").value = "";
    $("#matter-number").textContent = spaced(made.number);
    $("#matter-code").textContent = made.code;
    $("#matter-key").hidden = false;
    await read();
    $("#matter").value = made.number; // the next step is most likely its own
  });
});

$("#matter-handed").addEventListener("click", () => {
  $("#matter-key").hidden = true;
  $("#matter-number").textContent = $("#matter-code").textContent = "";
});

$("#step-form").addEventListener("submit", event => {
  event.preventDefault();
  send(async () => {
    const number = $("#matter").value, state = $("#matter-state").value;
    await api("POST", `/matters/${encodeURIComponent(number)}/steps`, { state, words: $("#matter-words").value });
    $("#matter-words").value = "";
    await read();
    say(w().matterStepped(spaced(number), w().matterStates[state]));
  });
});

$("#sign-out").addEventListener("click", () => {
  matters = null;
  $("#matter-handed").click();
});
