import { z } from 'zod';

/** What one viewer typed into a console without a pause. */
export const typedEntry = z.object({
  /** Grows by one; names the entry when the next page is asked for. */
  number: z.int().min(1),
  at: z.iso.datetime(),
  /** Of the console's newest byte then: where to look in its history. */
  offset: z.int().min(0),
  /** What the viewer was called. */
  name: z.string(),
  /** Null when it was typed after a question for a password: that is not kept. */
  text: z.string().nullable(),
  /** How many bytes were typed. */
  bytes: z.int().min(1),
});
export type TypedEntry = z.output<typeof typedEntry>;
