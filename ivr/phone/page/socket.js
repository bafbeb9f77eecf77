// The connection to the phone program. It is opened again when it is lost, a little later each time.
const FIRST = 500, LAST = 5000;  // milliseconds

export class Socket {
  #hear;
  #lost;
  #socket = null;
  #pause = FIRST;

  // `hear` gets each message, `lost` is called each time the connection is, or cannot be made.
  constructor(hear, lost) {
    [this.#hear, this.#lost] = [hear, lost];
    this.#open();
  }

  send(event, more = {}) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ event, ...more }));
  }

  // Hangs up whatever this telephone holds, and answers nothing any more.
  anew() {
    this.#pause = 0;
    this.#socket?.close();
  }

  #open() {
    const socket = this.#socket = new WebSocket(`${location.origin.replace("http", "ws")}/socket`);
    socket.onmessage = ({ data }) => {
      this.#pause = FIRST;
      this.#hear(JSON.parse(data));
    };
    socket.onclose = ({ reason }) => {
      this.#lost(reason);
      setTimeout(() => this.#open(), this.#pause);
      this.#pause = Math.min(2 * this.#pause || FIRST, LAST);
    };
  }
}
