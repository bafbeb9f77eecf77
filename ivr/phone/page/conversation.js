// What a call is like while it goes on, and how it was: phase and timer, transcript, requests, map, microphone, and what came of it.
import { Countdown } from "./countdown.js";
import { byId, clock, made, tell } from "./made.js";
import { LineMap } from "./map.js";
import { Transcript } from "./transcript.js";

const PHASES = {
  ringing: "It rings",
  between: "The line is asked what comes next",
  talking: "The line is talking",
  listening: "The line listens",
  keying: "The line waits for more keys",
  speaking: "The line hears you",
  pausing: "Silence",
  recording: "You are being recorded",
  ringback: "Somebody is being rung",
  bridged: "You are connected",
  over: "The call is over",
};
const HEARD_FOR = {
  record: "Your microphone is live: the line records you.",
  speech: "Your microphone is live, but nobody here understands speech: write what you say.",
  bridged: "Your microphone is live: the other one hears you.",
};
const SEEN = "Your microphone is live.";

export class Conversation {
  began = false;
  #microphone;
  #why = "";
  #map;
  #countdown = new Countdown(byId("bar"), byId("left"));
  #transcript = new Transcript(byId("transcript"), byId("newest"), (text, lang) => this.#announce(text, lang));

  constructor(sound, microphone, keys) {
    this.#microphone = microphone;
    this.#map = new LineMap(keys);
    byId("requests").addEventListener("change", event => byId("transcript").classList.toggle("bare", !event.target.checked));
    byId("show_map").addEventListener("click", () => this.#turnTo("map"));
    byId("show_transcript").addEventListener("click", () => this.#turnTo("transcript"));
    byId("mute").addEventListener("click", () => this.#mute(byId("mute").getAttribute("aria-pressed") !== "true"));
    this.heard = {
      phase: ({ phase }) => this.#phase(phase),
      timer: ({ seconds }) => (seconds === null ? this.#countdown.stop() : this.#countdown.start(seconds)),
      words: message => this.#transcript.words(message),
      note: message => this.#transcript.note(message),
      keyed: message => this.#transcript.keyed(message),
      turn: message => this.#transcript.turn(message),
      node: ({ node }) => this.#node(node),
      microphone: message => this.#hearing(message),
      trouble: ({ text }) => this.trouble(text),
    };
  }

  begin() {
    this.began = true;
    this.#transcript.clear();
    this.trouble("");
    byId("after").hidden = true;
    this.#phase("ringing");
    this.#node(null);
    this.#mute(false);
  }

  over() {
    this.#countdown.stop();
    this.#microphone.release();
    byId("saying").hidden = true;
    if (this.began) this.#phase("over");
  }

  ended({ how, seconds, recordings, saved }) {
    const parts = [made("p", `How it ended: ${how}, after ${clock(seconds)}.`)];
    for (const one of recordings ?? []) {
      parts.push(made("p", `Recorded, ${clock(one.seconds)}:`), made("audio", "", { src: one.url, controls: "controls", preload: "metadata", "aria-label": "Recording" }));
    }
    if (saved) parts.push(made("p", `Kept as a test: ${saved}`));
    byId("after").replaceChildren(...parts);
    byId("after").hidden = false;
  }

  trouble(text) {
    tell(byId("trouble"), text);
  }

  hasMap(there) {
    for (const id of ["show_transcript", "show_map"]) byId(id).hidden = !there;
    byId("map").hidden = !there;
    document.body.classList.toggle("with-map", there);
  }

  #phase(phase) {
    document.body.dataset.phase = phase;
    tell(byId("phase"), PHASES[phase] ?? phase);
  }

  #node(node) {
    tell(byId("node"), node ?? "");
    this.#map.at(node);
  }

  #hearing({ wanted, why }) {
    this.#why = HEARD_FOR[why] ?? SEEN;
    byId("saying").hidden = !(wanted && why === "speech");
    if (wanted) this.#microphone.want(this.#why);
    else this.#microphone.rest();
  }

  #mute(muted) {
    byId("mute").setAttribute("aria-pressed", String(muted));
    this.#microphone.mute(muted, this.#why);
  }

  // Narrow pages show one of the two; wide ones both.
  #turnTo(panel) {
    document.body.dataset.panel = panel;
    for (const one of ["transcript", "map"]) byId(`show_${one}`).setAttribute("aria-pressed", String(one === panel));
  }

  #announce(text, lang) {
    if (!byId("announce").checked) return;
    byId("announcer").lang = lang ?? document.documentElement.lang;
    byId("announcer").textContent = text;
  }
}
