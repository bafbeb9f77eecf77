// Time running out while the line waits for an answer: a bar, and whole seconds in words.
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Countdown {
  #bar;
  #words;
  #timer = 0;

  constructor(bar, words) {
    [this.#bar, this.#words] = [bar, words];
  }

  start(seconds) {
    this.stop();
    const end = performance.now() + 1000 * seconds;
    this.#bar.max = seconds;
    this.#bar.hidden = false;
    const show = () => {
      const left = Math.max(0, (end - performance.now()) / 1000);
      this.#bar.value = left;
      this.#words.textContent = `${Math.ceil(left)} s`;
      if (!left) clearInterval(this.#timer);
    };
    show();
    this.#timer = setInterval(show, calm.matches ? 1000 : 100);
  }

  stop() {
    clearInterval(this.#timer);
    this.#bar.hidden = true;
    this.#words.textContent = "";
  }
}
