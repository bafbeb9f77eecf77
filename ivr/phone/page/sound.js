// Everything that is heard: the line through the jitter buffer, and the telephone's own tones beside it.
// Browsers let a page make sound only after a click or a key, so nothing is here before `begin`.
import { decoded } from "./ulaw.js";

export class Sound {
  context = null;
  analyser = null;
  #ready = null;
  #speaker = null;
  #line = null;
  #own = null;
  #level = 0.8;
  #tones = new Set();

  begin() {
    this.#ready ??= this.#build().catch(error => { this.#ready = null; throw error; });
    return this.#ready.then(() => this.context.resume());
  }

  async #build() {
    const context = this.context ??= new AudioContext({ latencyHint: "interactive" });
    await Promise.all(["speaker", "listener"].map(name => context.audioWorklet.addModule(`/page/${name}.js`)));
    this.#speaker = new AudioWorkletNode(context, "speaker", { numberOfInputs: 0, outputChannelCount: [1] });
    this.#line = new GainNode(context, { gain: this.#level });
    this.#own = new GainNode(context, { gain: this.#level });
    this.analyser = new AnalyserNode(context, { fftSize: 2048 });
    this.#speaker.connect(this.#line).connect(this.analyser).connect(context.destination);
    this.#own.connect(context.destination);
  }

  hear(payload) {
    const samples = decoded(payload);
    this.#speaker?.port.postMessage(samples, [samples.buffer]);
  }

  clear() {
    this.#speaker?.port.postMessage("clear");
  }

  set level(level) {  // from 0 to 1
    this.#level = level;
    for (const node of [this.#line, this.#own]) node?.gain.setTargetAtTime(level, this.context.currentTime, 0.01);
  }

  // Hertz, all at once; `height` is of 1.
  tone(frequencies, seconds, height = 0.08, after = 0) {
    if (!this.#own) return;
    const from = this.context.currentTime + after, gain = new GainNode(this.context, { gain: 0 });
    gain.gain.setTargetAtTime(height, from, 0.003);
    gain.gain.setTargetAtTime(0, from + seconds, 0.003);
    gain.connect(this.#own);
    for (const frequency of frequencies) {
      const one = new OscillatorNode(this.context, { frequency });
      one.connect(gain);
      one.start(from);
      one.stop(from + seconds + 0.05);
      this.#tones.add(one);
      one.onended = () => this.#tones.delete(one);
    }
  }

  quiet() {
    for (const one of this.#tones) one.stop();
  }
}
