import { z } from 'zod';
import { labLinkId } from './ids.ts';

/** Bytes of each frame that are kept; the longest frame here has 65,553. */
export const MAX_SNAP_BYTES = 65_553;
export const MAX_CAPTURE_MIB = 4096;

export const captureId = z
  .string()
  .regex(/^c-[a-z2-7]{10}$/, 'A capture id is "c-" and ten characters of a-z and 2-7')
  .brand<'CaptureId'>();
export type CaptureId = z.output<typeof captureId>;

/** In the language of tcpdump (pcap-filter(7)); compiled by tcpdump itself. */
export const captureFilter = z
  .string()
  .trim()
  .max(500, 'At most 500 characters')
  // It is one argument of a program: no shell sees it. Control characters never are part of a filter.
  .regex(/^[\x20-\x7e]*$/, 'A filter is one line of plain ASCII')
  .refine((text) => !text.startsWith('-'), 'A filter does not begin with "-"');

/** One end of a link, 0 or 1, and whose frames: those that the thing there sends, or that reach it. */
export const capturePlace = z.object({
  end: z.literal([0, 1]),
  frames: z.enum(['both', 'sent', 'received']),
});
export type CapturePlace = z.output<typeof capturePlace>;

export const newCapture = z.object({
  linkId: labLinkId,
  /** As seen at one port; null: what comes out of the link at both ends. */
  at: capturePlace.nullable().default(null),
  filter: captureFilter.default(''),
  snapBytes: z.int().min(64).max(MAX_SNAP_BYTES).default(MAX_SNAP_BYTES),
  /** Of the file; the oldest half goes when it is full. */
  limitMiB: z.int().min(1).max(MAX_CAPTURE_MIB).default(64),
});
export type NewCapture = z.output<typeof newCapture>;

export const capture = z.object({
  id: captureId,
  linkId: labLinkId,
  at: capturePlace.nullable().default(null),
  filter: z.string(),
  snapBytes: z.int(),
  limitMiB: z.int(),
  startedAt: z.iso.datetime(),
  /** Null while it goes on. */
  stoppedAt: z.iso.datetime().nullable(),
  frames: z.int(),
  bytes: z.int().describe('Of the file'),
  problem: z.string().nullable(),
});
export type Capture = z.output<typeof capture>;
