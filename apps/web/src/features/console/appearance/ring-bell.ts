const TONE_HZ = 880;
const TONE_SECONDS = 0.12;
const LOUDNESS = 0.08;
/** However often the guest rings, milliseconds between two tones. */
const REST_MS = 300;

let context: AudioContext | null = null;
let rangAt = -REST_MS;

/** A short tone, where the browser lets this page make sounds. */
export function ringBell(): void {
  const now = performance.now();
  if (now - rangAt < REST_MS) return;
  rangAt = now;
  context ??= new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = TONE_HZ;
  volume.gain.setValueAtTime(LOUDNESS, context.currentTime);
  // To nothing by the end, or it clicks.
  volume.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + TONE_SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + TONE_SECONDS);
}
