// Twelve keys, and the computer's own that mean the same. A key is heard and seen when it is pressed.
const SEEN = 150;  // milliseconds
const TONE = 0.1;  // seconds
const LOW = [697, 770, 852, 941], HIGH = [1209, 1336, 1477];  // Hertz: ITU-T Q.23
const ROWS = ["123", "456", "789", "*0#"];
const WRITING = "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]";

export class Keypad {
  #buttons;
  #sound;
  #pressed;
  #on = false;

  constructor(pad, sound, pressed) {
    [this.#sound, this.#pressed] = [sound, pressed];
    this.#buttons = new Map([...pad.querySelectorAll("[data-key]")].map(one => [one.dataset.key, one]));
    pad.addEventListener("click", event => {
      const button = event.target.closest("[data-key]");
      if (button) this.press(button.dataset.key);
    });
  }

  // Buttons stay where Tab finds them, on or off: whoever has one in focus keeps it when a call ends.
  set on(on) {
    this.#on = on;
    for (const button of this.#buttons.values()) button.setAttribute("aria-disabled", String(!on));
  }

  press(key) {
    const button = this.#buttons.get(key);
    if (!this.#on || !button) return;
    this.#pressed(key);
    const row = ROWS.findIndex(one => one.includes(key));
    this.#sound.tone([LOW[row], HIGH[ROWS[row].indexOf(key)]], TONE);
    button.classList.add("pressed");
    setTimeout(() => button.classList.remove("pressed"), SEEN);
  }

  // Whether the event was a key of the keypad: not while somebody writes, nor with a modifier, nor held down.
  takes(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest?.(WRITING)) return false;
    if (!this.#on || !this.#buttons.has(event.key)) return false;
    event.preventDefault();
    this.press(event.key);
    return true;
  }
}
