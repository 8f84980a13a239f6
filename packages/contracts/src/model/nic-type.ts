import { z } from 'zod';

/** A kind of interface, and whether this machine may have one on this host. */
export const nicType = z.object({
  /** That of a transport, or one that the manual lists and no machine can have: `fd`, `slip`, `ethertap`, `pcap`. */
  kind: z.string(),
  label: z.string(),
  family: z.enum(['fabric', 'vector', 'legacy']),
  /** What it is for, a sentence. */
  description: z.string(),
  available: z.boolean(),
  /** Why not, a sentence; null when it is. */
  reason: z.string().nullable(),
  /** The command that grants it, to be typed on the host; null: none would, or none is needed. */
  remedy: z.string().nullable(),
});
export type NicType = z.output<typeof nicType>;
