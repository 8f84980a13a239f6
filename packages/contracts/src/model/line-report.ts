import { z } from 'zod';
import { consoleName } from './ids.ts';
import { CHANNEL_KINDS, lineChannel } from './line-channel.ts';

/**
 * - `open`: a program in the guest has it open, and UML has the host's side. - `waiting`: a program in the guest
 * waits for somebody to connect. - `closed`: no program has opened it yet. - `unknown`: UML does not tell.
 */
export const lineState = z.enum(['open', 'waiting', 'closed', 'unknown']);
export type LineState = z.output<typeof lineState>;

/** What the kernel of a running machine says about a line. */
export const liveLine = z.object({
  /** Its answer to `config conN`, as it is. */
  answer: z.string(),
  /** What that means; null when it is none of our channels, such as a pair. */
  channel: lineChannel.nullable(),
  state: lineState,
  /** Device of the host, as a program on the host opens it. */
  hostDevice: z.string().nullable(),
  /** Command that attaches a terminal of the host, or shows what comes. */
  attach: z.string().nullable(),
});
export type LiveLine = z.output<typeof liveLine>;

export const lineReport = z.object({
  name: consoleName,
  device: z.string().describe('Device in the guest, e.g. "/dev/ttyS0"'),
  /** Null: not configured, so null at the next start. */
  configured: lineChannel.nullable(),
  /** Channel at the start of this run; null without a run and for lines that were not configured. */
  began: lineChannel.nullable(),
  live: liveLine.nullable(),
  /** The next start changes it. */
  pending: z.boolean(),
  /** Why the next start would fail with it, as far as can be told now. */
  problem: z.string().nullable(),
});
export type LineReport = z.output<typeof lineReport>;

export const channelChoice = z.object({
  kind: z.enum(CHANNEL_KINDS),
  /** Why this host or this isolation does not allow it; null when it does. */
  problem: z.string().nullable(),
});
export type ChannelChoice = z.output<typeof channelChoice>;
