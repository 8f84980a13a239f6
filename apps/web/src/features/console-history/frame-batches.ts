import type { Frame } from './timeline.ts';

/** Whether two neighbours can be written in one go. Pure. */
export function fitTogether(before: Frame, frame: Frame): boolean {
  if (frame.isBoot) return false;
  return before.size?.cols === frame.size?.cols && before.size?.rows === frame.size?.rows;
}

/** Neighbours that can be written in one go, together. Pure. */
export function batchesOf(frames: readonly Frame[]): readonly (readonly Frame[])[] {
  const batches: Frame[][] = [];
  for (const frame of frames) {
    const batch = batches.at(-1);
    const before = batch?.at(-1);
    if (batch !== undefined && before !== undefined && fitTogether(before, frame)) batch.push(frame);
    else batches.push([frame]);
  }
  return batches;
}

/** The bytes of the frames from `from` up to `end`. Pure. */
export function joinFrames(frames: readonly Frame[], from: number, end: number): Uint8Array {
  const parts = frames.map(({ offset, bytes }) =>
    bytes.subarray(Math.max(0, from - offset), Math.max(0, end - offset)),
  );
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
