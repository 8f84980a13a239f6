import { z } from 'zod';
import { MAX_COLUMNS, MAX_ROWS, consoleName, consoleViewer, viewerId } from '../model/index.ts';

/**
 * One console over a WebSocket: browser to server `GET /api/v1/machines/{id}/consoles/{name}`, server to
 * monitor `GET /v1/consoles/{name}`; the same frames on both hops, so that the server only authorises and
 * pipes. Query: `from=OFFSET` resumes exactly there; otherwise `tail=BYTES` (default DEFAULT_TAIL_BYTES)
 * of history come first; `lossless=1` asks for every byte that the log still has, however late, instead of
 * being skipped ahead; `cols`, `rows` set the window size at once; `viewers=1` asks to be told who else is
 * there. docs/protocols/console-ws.md has examples, and how the server tells the monitor who the viewer is.
 *
 * Binary frames are console bytes. Server to client their position is implied: `hello.offset` is the
 * offset of the first one and each byte counts one, except across a `skip`. Offsets count every byte that
 * the console ever put out, over all runs of the machine, so they survive reloads and restarts.
 * Client to server they are keystrokes.
 *
 * Text frames are the JSON control messages below.
 */
export const consoleServerMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    console: consoleName,
    /** Offset of the oldest byte that is still kept. */
    oldest: z.int(),
    /** Offset of the first byte that follows. */
    offset: z.int(),
    /** Offset just past the newest byte at the time of connecting: what lies before is replay. */
    end: z.int(),
    cols: z.int(),
    rows: z.int(),
    /** False for the history of a machine that does not run: input is refused. */
    live: z.boolean(),
  }),
  /** The viewer was too slow; bytes from `from` up to `to` were not sent. They stay in the log. */
  z.object({ type: z.literal('skip'), from: z.int(), to: z.int() }),
  /** The window size changed, by this or another viewer. */
  z.object({ type: z.literal('size'), cols: z.int(), rows: z.int() }),
  /** Whether terminal replies (cursor position and the like) of this viewer are used: one viewer only. */
  z.object({ type: z.literal('primary'), primary: z.boolean() }),
  /** A new run of the machine begins at this offset. */
  z.object({ type: z.literal('boot'), offset: z.int(), at: z.iso.datetime() }),
  /** The run ended; no more bytes will come on this connection. */
  z.object({ type: z.literal('ended'), offset: z.int() }),
  /** Who is there and who has the keyboard, after each change; to those that asked with `viewers=1`. */
  z.object({
    type: z.literal('viewers'),
    /** The id of who reads this. */
    you: viewerId,
    /** Who alone may type; null: everybody whose access is `type`. `away`: the connection is gone, but not for long. */
    holder: z.object({ id: viewerId, name: z.string(), away: z.boolean() }).nullable(),
    /** In the order of their coming; the first MAX_LISTED_VIEWERS of `count`. */
    list: z.array(consoleViewer),
    count: z.int(),
  }),
  /**
   * What was typed, or asked for the keyboard, had no effect. Once for what comes close together.
   * `read-only`: may never; `held`: `holder` has the keyboard; `not-holder`: only who has it may give it;
   * `no-such-viewer`: it can be given to nobody who is not there or may not type; `full`: the guest has yet to read
   * MAX_WAITING_INPUT_BYTES, and the end of what was typed is dropped.
   */
  z.object({
    type: z.literal('refused'),
    what: z.enum(['input', 'keyboard']),
    reason: z.enum(['read-only', 'held', 'not-holder', 'no-such-viewer', 'full']),
    holder: z.string().nullable(),
  }),
]);
export type ConsoleServerMessage = z.output<typeof consoleServerMessage>;

export const consoleClientMessage = z.discriminatedUnion('type', [
  /** Everything before `offset` has been parsed by the terminal; opens the flow-control window. */
  z.object({ type: z.literal('ack'), offset: z.int().min(0) }),
  z.object({
    type: z.literal('resize'),
    cols: z.int().min(1).max(MAX_COLUMNS),
    rows: z.int().min(1).max(MAX_ROWS),
  }),
  /** An answer of the terminal itself, not of the person; forwarded from the primary viewer only. */
  z.object({ type: z.literal('reply'), data: z.string().max(4096) }),
  /** From now on only I type. */
  z.object({ type: z.literal('take') }),
  /** From now on only that viewer types. */
  z.object({ type: z.literal('give'), to: viewerId }),
  /** Everybody may type again. */
  z.object({ type: z.literal('release') }),
]);
export type ConsoleClientMessage = z.output<typeof consoleClientMessage>;

/** Bytes in flight to one viewer before sending waits for an ack. */
export const CONSOLE_WINDOW_BYTES = 1_048_576;
/** A client acknowledges at least this often. */
export const CONSOLE_ACK_BYTES = 131_072;
/** A viewer that lags further than this behind is skipped ahead. */
export const CONSOLE_MAX_LAG_BYTES = 8_388_608;
export const DEFAULT_TAIL_BYTES = 262_144;
/** One frame of input; larger pastes are split by the client. */
export const MAX_INPUT_FRAME_BYTES = 65_536;
/** Input that the guest has yet to read; more is refused. */
export const MAX_WAITING_INPUT_BYTES = 262_144;
/** A `viewers` message names no more. */
export const MAX_LISTED_VIEWERS = 50;
/** For so long a viewer that is gone keeps the keyboard: a reload does not lose it. */
export const KEYBOARD_GRACE_MS = 10_000;
