// Mu-law (ITU-T G.711) in base64, as media messages carry it, to samples from -1 to 1 and back.
const BIAS = 0x84, CLIP = 32635;

const SAMPLES = Float32Array.from({ length: 256 }, (_, index) => {
  const byte = ~index & 0xff;
  const height = (((byte & 0x0f) << 3) + BIAS << ((byte & 0x70) >> 4)) - BIAS;
  return (byte & 0x80 ? -height : height) / 32768;
});

function byteOf(sample) {
  const whole = Math.max(-CLIP, Math.min(CLIP, Math.round(sample * 32768)));
  const height = Math.abs(whole) + BIAS, exponent = 24 - Math.clz32(height);
  return ~((whole < 0 ? 0x80 : 0) | exponent << 4 | height >> exponent + 3 & 0x0f) & 0xff;
}

export const decoded = payload => Float32Array.from(atob(payload), letter => SAMPLES[letter.charCodeAt(0)]);

export const encoded = samples => btoa(String.fromCharCode(...Array.from(samples, byteOf)));
