// The microphone, in the browser's sound thread: its sound as frames of 160 samples, 8000 a second.
import { Resampler } from "./resampler.js";

const RATE = 8000, FRAME = 160;

class Listener extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate, RATE);
    this.frame = [];
  }

  process([[sound]]) {
    for (const sample of sound ?? []) this.take(sample);
    return true;
  }

  take(sample) {
    const through = this.resampler;
    through.push(sample);
    for (through.at -= 1; through.at < 1; through.at += through.step) {
      if (through.at >= 0) this.frame.push(through.value());
    }
    if (this.frame.length < FRAME) return;
    this.port.postMessage(Float32Array.from(this.frame.splice(0, FRAME)));
  }
}

registerProcessor("listener", Listener);
