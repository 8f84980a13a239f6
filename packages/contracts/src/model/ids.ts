import { z } from 'zod';

/** `m-` and ten base-32 characters. Also the machine's umid, so UML's limits hold: 63 bytes, no slash. */
export const machineId = z
  .string()
  .regex(/^m-[a-z2-7]{10}$/, 'A machine id is "m-" and ten characters of a-z and 2-7')
  .brand<'MachineId'>();
export type MachineId = z.output<typeof machineId>;

/** File name stem of an image under $UMLAUT_HOME/images; enters `ubd` options, so no comma, colon or blank. */
export const imageId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'An image id has 1 to 63 characters of a-z, 0-9, ".", "_" and "-"')
  .brand<'ImageId'>();
export type ImageId = z.output<typeof imageId>;

export const kernelId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'A kernel id has 1 to 63 characters of a-z, 0-9, ".", "_" and "-"')
  .brand<'KernelId'>();
export type KernelId = z.output<typeof kernelId>;

export const taskId = z
  .string()
  .regex(/^t-[a-z2-7]{10}$/)
  .brand<'TaskId'>();
export type TaskId = z.output<typeof taskId>;

export const snapshotId = z
  .string()
  .regex(/^s-[a-z2-7]{10}$/, 'A snapshot id is "s-" and ten characters of a-z and 2-7')
  .brand<'SnapshotId'>();
export type SnapshotId = z.output<typeof snapshotId>;

export const labId = z
  .string()
  .regex(/^l-[a-z2-7]{10}$/, 'A lab id is "l-" and ten characters of a-z and 2-7')
  .brand<'LabId'>();
export type LabId = z.output<typeof labId>;

/** Given by whoever draws it, so that undoing a removal brings back the same thing. Unique in all labs. */
export const labNodeId = z
  .string()
  .regex(/^n-[a-z2-7]{10}$/, 'A node id is "n-" and ten characters of a-z and 2-7')
  .brand<'LabNodeId'>();
export type LabNodeId = z.output<typeof labNodeId>;

export const labLinkId = z
  .string()
  .regex(/^k-[a-z2-7]{10}$/, 'A link id is "k-" and ten characters of a-z and 2-7')
  .brand<'LabLinkId'>();
export type LabLinkId = z.output<typeof labLinkId>;

/** Identity of one run of a machine, from launch to exit; never reused. */
export const bootId = z
  .string()
  .regex(/^b-[a-z2-7]{16}$/)
  .brand<'BootId'>();
export type BootId = z.output<typeof bootId>;

/**
 * A console or serial line of UML by its guest driver name: con0..con15 (tty0..), ssl0..ssl15 (ttyS0..).
 * Source: arch/um/drivers/stdio_console.c, ssl.c.
 */
export const consoleName = z
  .string()
  .regex(/^(con|ssl)([0-9]|1[0-5])$/, 'A console is con0 to con15 or ssl0 to ssl15')
  .brand<'ConsoleName'>();
export type ConsoleName = z.output<typeof consoleName>;
