// What a telephone does while nobody has answered: the caller hears it ring far away, whoever is rung hears a bell and sees the title change.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Ringing {
  #sound;
  #timer = 0;
  #title = null;

  constructor(sound) {
    this.#sound = sound;
  }

  // Not at once: most lines answer sooner than a first ring would be over.
  farAway() {
    this.stop();
    this.#every(6000, () => this.#sound.tone([440, 480], 2, 0.05), 600);
  }

  here(who) {
    this.stop();
    this.#title = document.title;
    let count = 0;
    this.#every(1000, () => {
      document.title = count % 2 && !calm.matches ? this.#title : `(ringing) ${who}`;
      if (count++ % 3 === 0) this.#bell();
    }, 0);
  }

  stop() {
    clearTimeout(this.#timer);
    clearInterval(this.#timer);
    if (this.#title) document.title = this.#title;
    this.#title = null;
    this.#sound.quiet();
  }

  #bell() {
    for (let at = 0; at < 1; at += 0.1) this.#sound.tone([at * 10 % 2 < 1 ? 960 : 770], 0.08, 0.1, at);
  }

  #every(pause, ring, first) {
    this.#timer = setTimeout(() => {
      ring();
      this.#timer = setInterval(ring, pause);
    }, first);
  }
}
