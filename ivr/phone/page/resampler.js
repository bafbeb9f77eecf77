// From one rate of samples to another by windowed sinc. Samples are pushed one by one; `at` says how far behind the newest window the next
// value stands, in samples of the old rate, and whoever uses it moves it. Imported by both worklets.
const LOBES = 8, PHASES = 64;

function kernels(half, cutoff) {
  return Array.from({ length: PHASES + 1 }, (_, phase) => {
    const row = Float32Array.from({ length: 2 * half }, (_, tap) => {
      const from = tap - (half - 1) - phase / PHASES;
      if (Math.abs(from) >= half) return 0;
      const turn = Math.PI * from * cutoff, window = 0.5 + 0.5 * Math.cos(Math.PI * from / half);
      return (turn ? Math.sin(turn) / turn : 1) * window;
    });
    const sum = row.reduce((all, one) => all + one, 0);
    return row.map(one => one / sum);
  });
}

export class Resampler {
  constructor(from, to) {
    this.step = from / to;
    this.at = 0;
    const half = Math.ceil(LOBES * Math.max(1, this.step));
    this.rows = kernels(half, 0.92 * Math.min(1, 1 / this.step));
    this.size = 2 * half;
    this.past = new Float32Array(2 * this.size);  // everything twice, so that a window is never torn
    this.place = 0;
  }

  push(sample) {
    this.past[this.place] = this.past[this.place + this.size] = sample;
    this.place = (this.place + 1) % this.size;
  }

  value() {
    const row = this.rows[Math.round(this.at * PHASES)];
    let sum = 0;
    for (let tap = 0; tap < this.size; tap++) sum += row[tap] * this.past[this.place + tap];
    return sum;
  }
}
