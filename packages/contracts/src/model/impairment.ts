import { z } from 'zod';

const percent = z.number().min(0, 'At least 0 %').max(100, 'At most 100 %');

/** Longer delays than those to the Moon and back help nobody. */
export const MAX_DELAY_MS = 10_000;

/** Of a bottleneck, kbit/s: a slower one holds a whole frame for seconds. */
export const MIN_RATE_KBIT = 8;

/** What a link does to the frames of one direction. All zero and null: nothing. */
export const impairment = z.object({
  delayMs: z.number().min(0).max(MAX_DELAY_MS, `At most ${MAX_DELAY_MS} ms`).describe('Added to each frame'),
  jitterMs: z
    .number()
    .min(0)
    .max(MAX_DELAY_MS)
    .describe(
      'The delay varies evenly by as much up and down; frames keep their order unless `reorderPercent`',
    ),
  lossPercent: percent.describe('Of frames, lost at random'),
  lossBurst: z
    .number()
    .min(1)
    .max(1000)
    .describe('Mean frames lost in a row (Gilbert-Elliott); 1: independent'),
  duplicatePercent: percent,
  reorderPercent: percent.describe('Of frames, sent at once past those that are delayed'),
  corruptPercent: percent.describe('Of frames, with one bit turned'),
  rateKbit: z
    .int()
    .min(MIN_RATE_KBIT)
    .max(100_000_000)
    .nullable()
    .describe('Bottleneck, kbit/s of whole frames; null: none'),
  queueFrames: z.int().min(1).max(100_000).describe('That wait for the bottleneck; more are dropped'),
});
export type Impairment = z.output<typeof impairment>;

export const NO_IMPAIRMENT: Impairment = {
  delayMs: 0,
  jitterMs: 0,
  lossPercent: 0,
  lossBurst: 1,
  duplicatePercent: 0,
  reorderPercent: 0,
  corruptPercent: 0,
  rateKbit: null,
  queueFrames: 1000,
};

/** Of a link: from its first end to its second, and back. */
export const impairments = z.tuple([impairment, impairment]);
