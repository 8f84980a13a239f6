import { z } from 'zod';
import { isolation } from './isolation.ts';

/** One thing that this host can or cannot do, in plain words. */
export const hostCheck = z.object({
  key: z.string(),
  label: z.string(),
  /** `ok`; `limited`: works with less; `missing`: a feature is unavailable; `blocking`: Umlaut cannot run. */
  status: z.enum(['ok', 'limited', 'missing', 'blocking']),
  finding: z.string().describe('What was found, as a sentence'),
  remedy: z.string().nullable().describe('What to type or do to gain it'),
});
export type HostCheck = z.output<typeof hostCheck>;

export const hostUsage = z.object({
  at: z.iso.datetime(),
  /** Per cent of all cores together, 0-100. */
  cpuPercent: z.number(),
  load1: z.number(),
  memoryTotalBytes: z.int(),
  memoryAvailableBytes: z.int(),
  homeTotalBytes: z.int(),
  homeFreeBytes: z.int(),
  shmTotalBytes: z.int(),
  shmFreeBytes: z.int(),
});
export type HostUsage = z.output<typeof hostUsage>;

export const host = z.object({
  hostname: z.string(),
  os: z.string(),
  hostKernel: z.string(),
  cpuModel: z.string(),
  cores: z.int(),
  homePath: z.string(),
  runtimePath: z.string(),
  umlautVersion: z.string(),
  startedAt: z.iso.datetime(),
  isolation,
  usage: hostUsage,
  /** Sum of mem= over running machines, bytes: what they may grow to. */
  committedMemoryBytes: z.int(),
});
export type Host = z.output<typeof host>;
