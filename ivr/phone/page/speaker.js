// The jitter buffer, in the browser's sound thread: frames of 8000 samples a second come in when the network brings them, sound goes out
// evenly. It begins when START samples wait. While more than ENOUGH wait, silence is left out, and beyond MOST words are too: what is late stays late otherwise.
import { Resampler } from "./resampler.js";

const RATE = 8000, START = 0.05 * RATE, ENOUGH = 0.12 * RATE, MOST = RATE, QUIET = 0.004;

class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(RATE, sampleRate);
    this.clear();
    this.port.onmessage = ({ data }) => data === "clear" ? this.clear() : this.take(data);
  }

  clear() {
    this.frames = [];
    this.place = this.waiting = 0;
    this.playing = false;
  }

  take(frame) {
    if (this.waiting > ENOUGH && frame.every(sample => Math.abs(sample) < QUIET)) return;
    this.frames.push(frame);
    this.waiting += frame.length;
    if (this.waiting > MOST) while (this.waiting > ENOUGH) this.drop();
    if (this.waiting >= START) this.playing = true;
  }

  drop() {
    this.waiting -= this.frames.shift().length - this.place;
    this.place = 0;
  }

  next() {
    if (!this.waiting) this.playing = false;
    if (!this.playing) return 0;
    const sample = this.frames[0][this.place++];
    this.waiting -= 1;
    if (this.place === this.frames[0].length) {
      this.frames.shift();
      this.place = 0;
    }
    return sample;
  }

  process(inputs, [[out]]) {
    const through = this.resampler;
    for (let at = 0; at < out.length; at++) {
      for (; through.at >= 1; through.at -= 1) through.push(this.next());
      out[at] = through.value();
      through.at += through.step;
    }
    return true;
  }
}

registerProcessor("speaker", Speaker);
