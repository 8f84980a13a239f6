import { z } from 'zod';
import { consoleName, machineId } from './ids.ts';

/** A byte of a console by its place since the console's first byte ever, over all runs. */
const offset = z.int().min(0);

/** Where a run of the machine begins in a console's history. */
export const consoleBoot = z.object({ offset, at: z.iso.datetime(), bootId: z.string() });
export type ConsoleBoot = z.output<typeof consoleBoot>;

/** What is kept of one console's output. */
export const consoleHistory = z.object({
  machineId,
  console: consoleName,
  /** Of the oldest byte that is kept, and just past the newest; equal when nothing is. */
  oldest: offset,
  end: offset,
  /** Oldest first; of those whose bytes are all gone, the last one only. */
  boots: z.array(consoleBoot),
  /** When the oldest and the newest of the bytes came whose time is known; null: of none. */
  firstAt: z.iso.datetime().nullable(),
  lastAt: z.iso.datetime().nullable(),
});
export type ConsoleHistory = z.output<typeof consoleHistory>;

/** How much of a console is kept. */
export const keptConsole = z.object({ console: consoleName, bytes: z.int() });
export type KeptConsole = z.output<typeof keptConsole>;

/**
 * From `offset` on bytes came at `at` (milliseconds since 1970), on a terminal of this size. A mark stands for
 * all bytes until the next one.
 */
export const consoleMark = z.object({
  offset,
  at: z.number(),
  cols: z.int().min(1),
  rows: z.int().min(1),
});
export type ConsoleMark = z.output<typeof consoleMark>;

/** How a replay of a console's whole history goes, in places that are close enough to each other to be taken for all. */
export const consoleTimeline = z.object({
  /** Of the history then. */
  end: offset,
  /** Ascending; at most some 2,000. */
  points: z.array(
    z.object({
      offset,
      /** When the byte there came, milliseconds since 1970. */
      at: z.number(),
      /** When a replay shows it at single speed, milliseconds from its beginning. */
      ms: z.number().min(0),
      /** The same when it skips idle times: no pause is longer than IDLE_LIMIT_MS. */
      skippedMs: z.number().min(0),
    }),
  ),
});
export type ConsoleTimeline = z.output<typeof consoleTimeline>;

/** Some bytes of a console, and when they came. */
export const consolePassage = z.object({
  /** Of the first byte: past the one asked for when what was there is not kept any more. */
  offset,
  /** Base64. Empty at the end. */
  bytes: z.string(),
  /** Ascending; the first one, if any, holds at `offset` or begins later. */
  marks: z.array(consoleMark),
});
export type ConsolePassage = z.output<typeof consolePassage>;

/** A place in a console's history where a text stands. */
export const consoleHit = z.object({
  machineId,
  console: consoleName,
  /** Of the first byte of the text that was found. */
  offset,
  at: z.iso.datetime().nullable(),
  /** The line around it without escape sequences, cut at both ends if it is long. */
  line: z.string().max(400),
  /** Where in `line` the text stands, in UTF-16 units. */
  start: z.int().min(0),
  length: z.int().min(1),
});
export type ConsoleHit = z.output<typeof consoleHit>;

/**
 * - `text`: what a person reads: no escape sequences, line ends as "\n".
 * - `ansi`: every byte as it came.
 * - `asciicast`: version 2, docs.asciinema.org/manual/asciicast/v2; plays as it happened.
 */
export const consoleFormat = z.enum(['text', 'ansi', 'asciicast']);
export type ConsoleFormat = z.output<typeof consoleFormat>;
