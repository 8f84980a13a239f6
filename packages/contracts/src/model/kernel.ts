import { z } from 'zod';
import { kernelId } from './ids.ts';

export const kernelCapability = z.object({
  key: z.string().describe('Stable key, e.g. "seccomp", "net.vector.l2tpv3", "smp", "hostfs"'),
  label: z.string(),
  available: z.boolean(),
  /** Why not, or what it means. */
  note: z.string().nullable(),
});
export type KernelCapability = z.output<typeof kernelCapability>;

export const kernel = z.object({
  id: kernelId,
  /** `uname -r` of the guest, e.g. "6.1.176". */
  version: z.string(),
  label: z.string(),
  origin: z.enum(['system', 'imported']),
  path: z.string(),
  sizeBytes: z.int(),
  capabilities: z.array(kernelCapability),
  machineCount: z.int(),
  problem: z.string().nullable(),
  isDefault: z.boolean(),
});
export type Kernel = z.output<typeof kernel>;
