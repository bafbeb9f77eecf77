// What was said, keyed and asked, as it happens. It follows the newest until the reader scrolls up.
import { clock, made } from "./made.js";
import { drawn } from "./turn.js";

const REST = 900;  // milliseconds without another word; a screen reader is told whole sentences, not each word
const NEAR = 40;  // pixels from the end

export class Transcript {
  #list;
  #newest;
  #announce;
  #items = new Map();
  #follows = true;
  #resting = 0;
  #coming = { told: 0 };  // the paragraph that grows, and how much of it has been told

  constructor(list, newest, announce) {
    [this.#list, this.#newest, this.#announce] = [list, newest, announce];
    list.addEventListener("scroll", () => this.#look());
    list.addEventListener("toggle", () => this.#look(), true);
    newest.addEventListener("click", () => this.toNewest());
    new ResizeObserver(() => this.#keepUp()).observe(list);
  }

  clear() {
    this.#list.replaceChildren();
    this.#items.clear();
    this.#coming = { told: 0 };
    clearTimeout(this.#resting);
    this.#follows = true;
    this.#look();
  }

  words({ id, at, who, text, lang }) {
    const item = this.#item(`words ${id}`, at, who === "line" ? "words" : "words aside");
    if (item.childElementCount === 1) item.append(made("b", who === "line" ? "Line" : who), " ", made("span", "", { lang }));
    item.lastChild.textContent = text;
    this.#keepUp();
    this.#tellSoon(id, text, lang);
  }

  note({ at, text }) {
    this.#whole("note", at, text);
  }

  keyed({ at, text }) {
    const item = this.#item(`keyed ${at}`, at, "keyed");
    if (item.childElementCount === 1) item.append(made("b", "You key"), " ", made("span"));
    item.lastChild.textContent = text;
    this.#keepUp();
  }

  turn(turn) {
    const item = this.#item(`turn ${turn.id}`, turn.at, "turn");
    const open = item.querySelector("details")?.open ?? false;
    item.replaceChildren(item.firstChild, drawn(turn));
    item.querySelector("details").open = open;
    this.#keepUp();
  }

  toNewest() {
    this.#follows = true;
    this.#keepUp();
  }

  #whole(kind, at, text) {
    this.#item(`${kind} ${at} ${this.#items.size}`, at, kind).append(made("span", text));
    this.#keepUp();
  }

  #item(key, at, kind) {
    let item = this.#items.get(key);
    if (!item) {
      item = made("li", "", { class: kind });
      item.append(made("time", clock(at)));
      this.#items.set(key, item);
      this.#list.append(item);
    }
    return item;
  }

  #keepUp() {
    if (this.#follows) this.#list.scrollTop = this.#list.scrollHeight;
    this.#look();
  }

  #look() {
    const { scrollTop, clientHeight, scrollHeight } = this.#list;
    this.#follows = scrollTop + clientHeight >= scrollHeight - NEAR;
    this.#newest.hidden = this.#follows;
  }

  #tellSoon(id, text, lang) {
    if (this.#coming.id !== id) {
      this.#tell();
      this.#coming = { id, told: 0 };
    }
    Object.assign(this.#coming, { text, lang });
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#tell(), REST);
  }

  #tell() {
    const { text = "", told, lang } = this.#coming;
    if (text.length > told) this.#announce(text.slice(told).trim(), lang);
    this.#coming.told = text.length;
  }
}
