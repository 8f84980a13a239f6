import { MAX_INPUT_FRAME_BYTES } from '@umlaut/contracts/ws';

/** Cuts input into frames of at most MAX_INPUT_FRAME_BYTES. They are bytes: a cut inside a character is harmless. */
export function splitInput(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const frames: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < bytes.length; start += MAX_INPUT_FRAME_BYTES) {
    frames.push(bytes.subarray(start, start + MAX_INPUT_FRAME_BYTES));
  }
  return frames;
}
