import { z } from 'zod';
import { imageId } from './ids.ts';
import { MAX_DISK_MIB, MAX_SERIAL_LENGTH } from './limits.ts';

/** UML's MAX_DEV, arch/um/drivers/ubd_kern.c. */
export const DISK_COUNT = 16;
/** The disk that a machine boots from. */
export const ROOT_DISK_NUMBER = 0;

export const diskNumber = z
  .int('The number of a disk is a whole number')
  .min(0, 'At least 0')
  .max(DISK_COUNT - 1, `At most ${DISK_COUNT - 1}`);

/** In a path of the API. */
export const diskNumberInPath = z.coerce.number().pipe(diskNumber);

/**
 * - `cow`: a copy-on-write layer over an image. - `raw`: blank, of its own.
 * - `swap`: raw, with the signature that `swapon` looks for.
 */
export const diskKind = z.enum(['cow', 'raw', 'swap']);
export type DiskKind = z.output<typeof diskKind>;

/**
 * What a look at a disk's file and its backing file tells at once.
 * - `unreadable`: the file is gone, empty, or no disk. - `backing-missing`: its image is not where the header says.
 * - `backing-changed`: the image was written to after the disk was made over it. - `backing-resized`: it has another size.
 */
export const diskIntegrity = z.enum([
  'sound',
  'unreadable',
  'backing-missing',
  'backing-changed',
  'backing-resized',
]);
export type DiskIntegrity = z.output<typeof diskIntegrity>;

/** Letters of `ubdN<flags>=`, ubd_setup_common() in ubd_kern.c. The `d` of raw disks is not a matter of choice. */
export const diskFlags = z.object({
  readOnly: z.boolean().describe('r: the guest cannot write'),
  sync: z.boolean().describe('s: each write of the guest reaches the storage of the host before it is done'),
  shared: z.boolean().describe('c: UML does not lock the file on the host'),
  noTrim: z.boolean().describe('t: what the guest discards stays allocated on the host'),
});
export type DiskFlags = z.output<typeof diskFlags>;
/** What is not named stays as it is. */
export type SomeDiskFlags = { [Flag in keyof DiskFlags]?: boolean | undefined };
export const NO_DISK_FLAGS: DiskFlags = { readOnly: false, sync: false, shared: false, noTrim: false };

/** Nothing that separates or quotes in an option: comma, colon, blank, quote. */
export const diskSerial = z
  .string()
  .min(1, 'At least one character')
  .max(MAX_SERIAL_LENGTH, `At most ${MAX_SERIAL_LENGTH} characters`)
  .regex(/^[A-Za-z0-9._-]*$/, 'Letters, digits, ".", "_" and "-" only');

export const diskSizeMiB = z
  .int('A size is a whole number of MiB')
  .min(1, 'At least 1 MiB')
  .max(MAX_DISK_MIB, `At most ${MAX_DISK_MIB} MiB`);

/** What a new disk is made of. */
export const diskSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cow'), imageId }),
  z.object({ kind: z.literal('raw'), sizeMiB: diskSizeMiB }),
  z.object({ kind: z.literal('swap'), sizeMiB: diskSizeMiB }),
]);
export type DiskSource = z.output<typeof diskSource>;

export const diskMadeAt = z.iso
  .datetime()
  .optional()
  .describe('Tells it from earlier disks of its number; not known of the root disk and of old ones');

/** A disk as it is configured. Its file in the machine's folder follows from its number. */
export const diskConfig = z.object({
  number: diskNumber,
  kind: diskKind,
  /** Of a cow disk. */
  imageId: imageId.nullable(),
  flags: diskFlags,
  serial: diskSerial.nullable(),
  /** Whether the machine starts with it. */
  plugged: z.boolean(),
  madeAt: diskMadeAt,
});
export type DiskConfig = z.output<typeof diskConfig>;

/** In order of their numbers; the first is the root disk, unless the root is a directory. */
export const diskConfigs = z.array(diskConfig);

/**
 * Whether two states are of one disk, and not of one that took the number of another. The root disk is only ever
 * changed; of old disks nothing tells but the kind.
 */
export function isSameDisk(
  one: Pick<DiskConfig, 'number' | 'kind' | 'madeAt'>,
  other: Pick<DiskConfig, 'number' | 'kind' | 'madeAt'>,
): boolean {
  if (one.number !== other.number || one.number === ROOT_DISK_NUMBER) return one.number === other.number;
  return one.madeAt === other.madeAt && (one.madeAt !== undefined || one.kind === other.kind);
}

/** "ubda", "ubdb", ...: the device below /dev in the guest. */
export function diskDevice(number: number): string {
  return `ubd${String.fromCharCode(97 + number)}`;
}
