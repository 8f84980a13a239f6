import { z } from 'zod';

/**
 * What a machine boots from, for its whole life.
 * - `disk`: ubd0, a copy-on-write layer over its image. - `directory`: a folder of the host, by hostfs, into which its image
 *   was unpacked; the image is not needed afterwards.
 */
export const machineRoot = z.enum(['disk', 'directory']);
export type MachineRoot = z.output<typeof machineRoot>;

/** The root of a machine that has a directory, as it is now on the host. */
export const rootDirectory = z.object({
  path: z.string(),
  /** Bytes that it occupies with all that is in it; null when they could not be counted in time. */
  allocatedBytes: z.int().nullable(),
  problem: z.string().nullable().describe('Why the machine could not start from it, or null'),
});
export type RootDirectory = z.output<typeof rootDirectory>;
