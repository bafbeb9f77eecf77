// The drawn line beside the call, with the node the call is at lit. It is fetched when it can be seen for the first time.
import { byId, made } from "./made.js";

export class LineMap {
  #frame = null;
  #node = null;
  #keys;

  // `keys` gets what is typed in the picture and may be meant for the telephone.
  constructor(keys) {
    this.#keys = keys;
    new ResizeObserver(() => this.#seen()).observe(byId("map"));
  }

  at(node) {
    this.#node = node;
    this.#tell();
  }

  #seen() {
    const place = byId("map");
    if (!place.clientWidth || place.hidden) return;
    if (this.#frame) return this.#tell();
    this.#frame = made("iframe", "", { src: "/map", title: "Map of the line" });
    this.#frame.addEventListener("load", () => {
      this.#frame.contentWindow.addEventListener("keydown", this.#keys);
      this.#tell();
    });
    place.append(this.#frame);
  }

  #tell() {
    this.#frame?.contentWindow?.postMessage({ node: this.#node }, location.origin);
  }
}
