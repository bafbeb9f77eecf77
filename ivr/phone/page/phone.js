// One telephone, of a caller or, at /representative, of somebody who is rung. What the line does comes over the socket; what hands do goes out there.
import { Conversation } from "./conversation.js";
import { Keypad } from "./keypad.js";
import { byId, made, tell } from "./made.js";
import { Microphone } from "./microphone.js";
import { Ringing } from "./ringing.js";
import { Socket } from "./socket.js";
import { Sound } from "./sound.js";
import { remember, remembered } from "./stored.js";

const REPRESENTATIVE = location.pathname.startsWith("/representative");
const NO_SOUND = "This browser makes no sound here; the call goes on in writing.";
const LATE = 1000;  // milliseconds
const ANYBODY = "";  // the number of whoever answers what nobody else does
const sound = new Sound();
const ringing = new Ringing(sound);
const keypad = new Keypad(byId("keypad"), sound, digit => socket.send("dtmf", { dtmf: { digit } }));
const microphone = new Microphone(sound, payload => socket.send("media", { media: { payload } }), showMicrophone);
const conversation = new Conversation(sound, microphone, event => onKey(event));
window.phone = sound;  // for tests, and for whoever wants to look: `phone.analyser`

let state = "lost";  // idle, calling, rung, talking
let serving = null;  // { number, name } while calls are waited for
let who = "";
let stopping = false;  // the connection is closed by hand
let begun = false;  // the call that was asked for is under way
let leaving = null;  // the stop of a call that was hung up here has not come yet

// ---- what is to be seen ----

const SHOWN = {
  lost: [], calling: ["talking"], rung: ["rung"], talking: ["talking"],
  get idle() { return [REPRESENTATIVE ? (serving ? "waiting" : "representing") : "calling"]; },
};

function become(next) {
  const focused = document.activeElement, before = state;
  document.body.dataset.state = state = next;
  for (const id of ["calling", "representing", "waiting", "rung", "talking"]) byId(id).hidden = !SHOWN[next].includes(id);
  keypad.on = next === "talking";
  byId("with").textContent = next === "calling" ? `Calling ${who}` : `In a call with ${who}`;
  if (next === "idle" && before !== "lost" && before !== "idle") byId("call").textContent = "Call again";
  if (!focused?.checkVisibility() || focused === document.body) refocus(next);
}

// Nobody who works by keys is thrown back to the top of the page.
function refocus(next) {
  const place = { rung: "pick_up", talking: "keypad", calling: "keypad", idle: REPRESENTATIVE ? "stop_waiting" : "call" }[next];
  if (document.activeElement === document.body && next === "idle" && !conversation.began) return;
  if (place && byId(place).checkVisibility()) byId(place).focus({ preventScroll: true });
}

function showMicrophone(says, live, ready) {
  tell(byId("microphone_says"), says);
  byId("microphone").hidden = !says;
  byId("microphone").classList.toggle("live", live);
  byId("mute").hidden = !ready;
}

// ---- what hands do ----

// Without loudspeakers some browsers never say whether they can begin.
async function audible() {
  try {
    await Promise.race([sound.begin(), new Promise((_, late) => setTimeout(late, LATE))]);
  } catch {
    conversation.trouble(NO_SOUND);
  }
}

async function call() {
  if (state !== "idle") return;
  who = byId("target").dataset.number;
  begun = false;
  conversation.begin();
  become("calling");
  remember("caller", byId("caller").value);
  await Promise.all([audible(), leaving?.stopped]);
  if (state !== "calling") return;
  ringing.farAway();
  socket.send("call", { from: byId("caller").value.trim() });
}

async function pickUp() {
  if (state !== "rung") return;
  ringing.stop();
  await audible();
  socket.send("pick_up");
}

// The far end is not waited for: whoever hangs up hears nothing more.
function hangUp() {
  if (!["calling", "talking", "rung"].includes(state)) return;
  socket.send("hang_up");
  sound.clear();
  leave();
  over();
}

function leave() {
  const mine = leaving = {};
  mine.stopped = new Promise(resolve => { mine.stop = resolve; });
  mine.stopped.then(() => { if (leaving === mine) leaving = null; });
  setTimeout(mine.stop, LATE);
}

function over() {
  ringing.stop();
  conversation.over();
  become("idle");
}

async function waitForCalls() {
  const { value, selectedOptions } = byId("person");
  serving = { number: value === ANYBODY ? null : value, name: selectedOptions[0].dataset.name };
  const waits = value === ANYBODY ? "Waiting for calls to any number nobody else answers." : `Waiting for calls as ${serving.name}, ${value}.`;
  byId("waiting_as").textContent = waits;
  socket.send("represent", serving);
  become("idle");
  await audible();
}

function onKey(event) {
  if (keypad.takes(event) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const key = event.key, elsewhere = event.target.ownerDocument !== document;
  if (elsewhere) return;
  const busy = event.target.closest?.("a, button:not([data-key]), input, select, textarea, summary, audio");
  if (key === "Escape" && event.target.matches?.("input[type=text], input[type=tel]")) return event.target.blur();
  if (key === "Escape") return hangUp();
  if (key !== "Enter" || busy) return;
  event.preventDefault();
  if (state === "rung") pickUp();
  else if (state === "idle" && !REPRESENTATIVE) call();
}

// ---- what the line does ----

const HEARD = {
  hello: message => {
    showHello(message);
    if (serving) socket.send("represent", serving);
    tell(byId("connection"), "");
    become("idle");
  },
  rings: ({ number, from, details }) => {
    who = from;
    conversation.begin();
    byId("rung_by").textContent = `${from} calls ${number}`;
    byId("details").replaceChildren(...Object.entries(details ?? {}).flatMap(([name, value]) => [made("dt", name), made("dd", String(value))]));
    become("rung");
    ringing.here(from);
  },
  start: () => {
    if (state === "idle") return;  // hung up meanwhile
    ringing.stop();
    become("talking");
  },
  media: ({ media }) => {
    if (state === "talking") sound.hear(media.payload);
  },
  clear: () => sound.clear(),
  stop: () => {
    if (leaving) leaving.stop();
    else if (state !== "idle") over();
  },
  ended: message => {
    if (state === "idle") conversation.ended(message);
  },
};

// A call that is refused has no phases, and no turns.
function hear(message) {
  begun ||= ["phase", "turn", "start"].includes(message.event);
  const handle = HEARD[message.event] ?? conversation.heard[message.event];
  handle?.(message);
  if (message.event !== "trouble" || state !== "calling" || begun) return;
  over();
  byId("caller").focus();
}

function lost(reason) {
  ringing.stop();
  sound.clear();
  conversation.over();
  become("lost");
  const why = reason ? ` It said: ${reason}.` : "";
  if (!stopping) tell(byId("connection"), `The connection to the phone program is lost.${why} Is it still running? Trying again.`);
  stopping = false;
}

function showHello({ target, number, caller, people, map, voice }) {
  byId("target").textContent = `${target} at ${number}`;
  byId("target").dataset.number = number;
  if (!byId("caller").value) byId("caller").value = remembered("caller", caller);
  tell(byId("voice"), voice ?? "");
  const chosen = byId("person").value || new URLSearchParams(location.search).get("number");
  byId("person").replaceChildren(...people.map(one => person(`${one.name}, ${one.number}`, one.number, one.name)), person("Any number nobody else answers", ANYBODY, "Representative"));
  if (chosen) byId("person").value = chosen;
  conversation.hasMap(map && !REPRESENTATIVE);
}

function person(label, value, name) {
  const option = made("option", label);
  [option.value, option.dataset.name] = [value, name];
  return option;
}

// ---- beginning ----

function setLevel() {
  sound.level = byId("sound").checked ? (byId("volume").value / 100) ** 2 : 0;  // ears count in powers
  remember("volume", byId("volume").value);
  remember("sound", byId("sound").checked);
}

function onForm(id, does) {
  byId(id).addEventListener("submit", event => {
    event.preventDefault();
    does();
  });
}

byId("settings").open = matchMedia("(min-width: 48rem)").matches;
if (REPRESENTATIVE) {
  document.title = byId("heading").textContent = "A representative's telephone";
  byId("other").hidden = byId("requests").parentElement.hidden = true;
}
byId("volume").value = remembered("volume", "80");
byId("sound").checked = remembered("sound", true);
byId("announce").checked = remembered("announce", true);
byId("announce").addEventListener("change", event => remember("announce", event.target.checked));
for (const id of ["volume", "sound"]) byId(id).addEventListener("input", setLevel);
setLevel();
onForm("calling", call);
onForm("representing", waitForCalls);
for (const [id, does] of [["pick_up", pickUp], ["refuse", hangUp], ["hang_up", hangUp]]) byId(id).addEventListener("click", does);
byId("stop_waiting").addEventListener("click", () => {
  serving = null;
  stopping = true;
  socket.anew();
});
onForm("saying", () => {
  if (byId("words").value.trim()) socket.send("say", { text: byId("words").value.trim() });
  byId("words").value = "";
});
document.addEventListener("keydown", onKey);
become("lost");
const socket = new Socket(hear, lost);
