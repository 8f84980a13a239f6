import { z } from 'zod';
import { bootId, consoleName, imageId, kernelId, machineId } from './ids.ts';
import { diskConfigs, diskFlags, diskIntegrity, diskKind, diskMadeAt, diskNumber } from './disk.ts';
import { machineExit, stopRung } from './exit.ts';
import { isolation } from './isolation.ts';
import { machineName } from './name.ts';
import { nicConfigs } from './nic.ts';
import { machineLines } from './line-channel.ts';
import { machineRoot } from './machine-root.ts';
import { MAX_CONSOLE_LOG_MIB, MAX_DESCRIPTION_LENGTH, MAX_MEMORY_MIB, MIN_MEMORY_MIB } from './limits.ts';

export const memoryMiB = z
  .int('Memory is a whole number of MiB')
  .min(MIN_MEMORY_MIB, `At least ${MIN_MEMORY_MIB} MiB: smaller guests run out of memory while they boot`)
  .max(MAX_MEMORY_MIB, `At most ${MAX_MEMORY_MIB} MiB`);

/** How much of the output of its consoles a machine keeps, all of them together; what is older goes. */
export const consoleLogMiB = z
  .int('The history of the consoles is a whole number of MiB')
  .min(1, 'At least 1 MiB')
  .max(MAX_CONSOLE_LOG_MIB, `At most ${MAX_CONSOLE_LOG_MIB} MiB`);

export const description = z.string().max(MAX_DESCRIPTION_LENGTH);

/**
 * - `stopped`: no process. `lastExit` is null until the first run ends.
 * - `starting`: monitor launched; `kernelUp` turns true at the mconsole SOCKET notification.
 * - `running`: the kernel is up. - `paused`: mconsole `stop` is in force.
 * - `stopping`: the termination ladder is at `rung`. `rebooting`: between two runs.
 */
export const machineState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('stopped'), lastExit: machineExit.nullable() }),
  z.object({ phase: z.literal('starting'), bootId, since: z.iso.datetime() }),
  z.object({ phase: z.literal('running'), bootId, since: z.iso.datetime(), pid: z.int() }),
  z.object({
    phase: z.literal('paused'),
    bootId,
    since: z.iso.datetime(),
    pid: z.int(),
    pausedAt: z.iso.datetime(),
  }),
  z.object({ phase: z.literal('stopping'), bootId, since: z.iso.datetime(), rung: stopRung }),
  z.object({ phase: z.literal('rebooting'), bootId, since: z.iso.datetime() }),
]);
export type MachineState = z.output<typeof machineState>;
export type MachinePhase = MachineState['phase'];

export const machine = z.object({
  id: machineId,
  name: machineName,
  description,
  /** Grows with every change of configuration or state; send it back to update (409 when it moved on). */
  version: z.int(),
  createdAt: z.iso.datetime(),
  kernelId,
  /** Kernel release, e.g. "6.1.176", or null when the kernel is gone. */
  kernelVersion: z.string().nullable(),
  imageId,
  imageLabel: z.string().nullable(),
  memoryMiB,
  consoleLogMiB: consoleLogMiB.describe('Output that is kept of all its consoles together, MiB'),
  consoles: z
    .array(consoleName)
    .describe('Lines wired to the browser in the current run, or else at the next start; in tab order'),
  lines: machineLines.describe('Consoles and serial lines as configured; those not named are null'),
  root: machineRoot,
  disks: diskConfigs.describe('As configured; /machines/{id}/disks says what they hold'),
  nics: nicConfigs.describe('Network interfaces, as configured'),
  snapshotCount: z.int().describe('States of its disks that were kept; they go with the machine'),
  state: machineState,
  /** In force for the current run, or what the next start would get. */
  isolation,
  /** Tail of the current or last launch: the exact argument vector of linux.uml, for the curious. */
  commandLine: z.array(z.string()).nullable(),
});
export type Machine = z.output<typeof machine>;

/** One sample of what a running machine costs its host. */
export const machineStats = z.object({
  id: machineId,
  /** Per cent of one core, all processes of the machine, over the sampling interval. */
  cpuPercent: z.number(),
  /** Bytes of the guest's memory file that the host has really allocated. */
  memoryBytes: z.int(),
  /** Bytes allocated by the machine's disks. */
  diskBytes: z.int(),
});
export type MachineStats = z.output<typeof machineStats>;

export const machineDisk = z.object({
  number: diskNumber,
  device: z.string().describe('Guest device, e.g. "ubda"'),
  path: z.string(),
  kind: diskKind,
  flags: diskFlags,
  serial: z.string().nullable().describe('What the guest reads in /sys/block/ubdX/serial'),
  /** Whether the machine starts with it. */
  plugged: z.boolean(),
  madeAt: diskMadeAt,
  /** Whether the guest has it now, by its kernel; null when there is none or it does not say. */
  live: z.boolean().nullable(),
  backingPath: z.string().nullable(),
  backingImageId: imageId.nullable(),
  /** Size that the guest sees, bytes. */
  sizeBytes: z.int(),
  /** Bytes that the file occupies on the host. */
  allocatedBytes: z.int(),
  /** Blocks of 512 bytes that differ from the backing file (COW only). */
  changedBytes: z.int().nullable(),
  problem: z.string().nullable().describe('Why the machine could not start from this disk, or null'),
  integrity: diskIntegrity,
});
export type MachineDisk = z.output<typeof machineDisk>;
