import { PassagePages } from './passage-pages.ts';
import { placeAfter, type ReplayPlace } from './replay-place.ts';
import { frameIndexAt, timelineOf, type Frame } from './timeline.ts';
import { untilAborted } from './until-aborted.ts';

/** How many pages a jump by time looks through. */
const MAX_JUMP_PAGES = 16;

/** The rest of the page from `offset` on, or of the next one that has any; none at the end, and once it is aborted. */
export async function framesFrom(
  pages: PassagePages,
  offset: number,
  signal: AbortSignal,
): Promise<readonly Frame[]> {
  for (let index = PassagePages.indexOf(offset); ; index += 1) {
    const before = pages.extent;
    const frames = await untilAborted(pages.frames(index), signal);
    if (signal.aborted || frames === undefined) return [];
    const from = frameIndexAt(frames, offset);
    if (from < frames.length) return frames.slice(from);
    if (PassagePages.indexOf(before.end) <= index) return [];
  }
}

/** The place so much time of the replay after another, or before it. */
export async function findPlaceAfter(
  pages: PassagePages,
  { from, ms, skipIdle }: { from: ReplayPlace; ms: number; skipIdle: boolean },
  signal: AbortSignal,
): Promise<ReplayPlace> {
  // With the frame that is shown last: its time is the present one.
  const here = PassagePages.indexOf(Math.max(0, from.offset - 1));
  let frames: readonly Frame[] = [];
  let place = from;
  for (let count = 0; count < MAX_JUMP_PAGES; count += 1) {
    const index = ms < 0 ? here - count : here + count;
    const { oldest, end } = pages.extent;
    if (index < PassagePages.indexOf(oldest) || index > PassagePages.indexOf(end)) break;
    const page = await untilAborted(pages.frames(index), signal);
    if (page === undefined) break;
    frames = ms < 0 ? [...page, ...frames] : [...frames, ...page];
    const { isCovered, ...reached } = placeAfter(timelineOf(frames, skipIdle), from, ms);
    place = reached;
    if (isCovered) break;
  }
  return place;
}

/** The place at which all is shown that had come by a time, between two offsets: `from` is not after it. */
export async function findPlaceAt(
  pages: PassagePages,
  { at, from, to }: { at: number; from: number; to: number },
  signal: AbortSignal,
): Promise<ReplayPlace> {
  let place: ReplayPlace = { offset: from, leadMs: 0 };
  while (place.offset < to) {
    const frames = await framesFrom(pages, place.offset, signal);
    if (signal.aborted || frames.length === 0) break;
    for (const frame of frames) {
      if (frame.offset >= to || (frame.at !== null && frame.at > at)) return place;
      place = { offset: Math.min(frame.end, to), leadMs: frame.at === null ? 0 : at - frame.at };
    }
  }
  return { ...place, leadMs: 0 };
}
