// The microphone, asked for when the line first wants it and given back when the call is over. Between, it is switched off and not sent.
import { encoded } from "./ulaw.js";

const HOW = { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } };
const INSECURE = "The browser lends a page its microphone only on this computer itself (127.0.0.1) or over https. The line hears nothing of you.";
const REFUSED = "You refused the microphone. The line hears nothing of you; the browser's address bar has a way to allow it.";
const MISSING = "There is no microphone. The line hears nothing of you.";

export class Microphone {
  #sound;
  #send;
  #show;
  #stream = null;
  #wanted = false;
  #muted = false;
  #again = true;  // whoever said no is not asked again in the same call

  // `send` gets each frame in base64, `show` what people are to be told, whether they are heard, and whether they can be.
  constructor(sound, send, show) {
    [this.#sound, this.#send, this.#show] = [sound, send, show];
  }

  async want(why) {
    this.#wanted = true;
    if (this.#stream) return this.#switch(why);
    if (!this.#again) return;
    this.#again = false;
    if (!navigator.mediaDevices) return this.#show(INSECURE, false, false);
    this.#show("The line wants to hear you: please allow the microphone.", false, false);
    try {
      const stream = await navigator.mediaDevices.getUserMedia(HOW);
      if (this.#again) return stop(stream);  // the call is over meanwhile
      this.#plug(stream);
      this.#switch(why);
    } catch (error) {
      if (!this.#again) this.#show(error.name === "NotAllowedError" ? REFUSED : MISSING, false, false);
    }
  }

  rest() {
    this.#wanted = false;
    this.#switch("");
  }

  release() {
    this.#wanted = this.#muted = false;
    this.#again = true;
    stop(this.#stream);
    this.#stream = null;
    this.#show("", false, false);
  }

  mute(muted, why) {
    this.#muted = muted;
    this.#switch(why);
  }

  #plug(stream) {
    this.#stream = stream;
    const listener = new AudioWorkletNode(this.#sound.context, "listener", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    listener.port.onmessage = ({ data }) => {
      if (this.#wanted && !this.#muted && this.#stream === stream) this.#send(encoded(data));
    };
    new MediaStreamAudioSourceNode(this.#sound.context, { mediaStream: stream }).connect(listener);
  }

  #switch(why) {
    const live = Boolean(this.#stream) && this.#wanted && !this.#muted;
    for (const track of this.#stream?.getTracks() ?? []) track.enabled = live;
    if (!this.#wanted) return this.#show("", false, false);
    if (this.#stream) this.#show(live ? why : "Your microphone is muted.", live, true);
  }
}

function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
