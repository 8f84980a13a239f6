import { z } from 'zod';
import { bootId, consoleName, machineId, machineLine, stopRung } from '../model/index.ts';

/** One `ubd` option of the command line. */
export const launchDisk = z.object({
  /** ubd number. */
  index: z.int().min(0).max(15),
  path: z.string(),
  backingPath: z.string().nullable(),
  readOnly: z.boolean(),
  sync: z.boolean().optional(),
  shared: z.boolean().optional(),
  noTrim: z.boolean().optional(),
  /** Never looked at as a copy-on-write file: a guest could write such a header, with any backing file. */
  noCow: z.boolean().optional(),
  serial: z.string().optional(),
});
export type LaunchDisk = z.output<typeof launchDisk>;

/**
 * All that a monitor needs to run one machine once; written by the server as `launch.json` in the
 * machine's folder and named on the monitor's command line. All paths are absolute and free of the
 * separators of UML options (comma, colon, white space).
 */
/** One `vec` option: an L2TPv3 tunnel over UDP to the fabric. `tx` is what the guest sends. */
export const launchNic = z.object({
  number: z.int().min(0).max(7),
  mac: z.string(),
  /** In 127.0.0.0/8: of the guest, and of the fabric. */
  source: z.object({ address: z.string(), port: z.int() }),
  target: z.object({ address: z.string(), port: z.int() }),
  rxSession: z.int(),
  txSession: z.int(),
  /** 16 hexadecimal digits each. */
  rxCookie: z.string(),
  txCookie: z.string(),
});
export type LaunchNic = z.output<typeof launchNic>;

export const launchSpec = z.object({
  machineId,
  bootId,
  /** Folder for exit.json, run.json, consoles/. */
  machineDir: z.string(),
  /** Private runtime folder of this machine: monitor.sock and, below `uml/`, what the sandbox may see. */
  runtimeDir: z.string(),
  kernelPath: z.string(),
  memoryMiB: z.int(),
  hostname: z.string(),
  /** Lines wired to the browser. */
  consoles: z.array(consoleName),
  /** Lines with any other channel; those in neither list are null. */
  hostLines: z.array(machineLine).optional(),
  disks: z.array(launchDisk),
  /** Files of disks that may be plugged in while it runs: they are in its sandbox from the start. */
  diskSlots: z.array(z.string()).optional(),
  /** Network interfaces; a spec from before there were any has none. */
  nics: z.array(launchNic).optional(),
  shareDir: z.string(),
  /** Folder of the host that is the guest's root, by hostfs; absent: it boots from ubd0. */
  rootDir: z.string().optional(),
  /** Further words for the kernel command line, each validated by the server. */
  kernelArguments: z.array(z.string()),
  isolation: z.enum(['bubblewrap', 'plain']),
  /** Drop to this account first (server run by root); null: stay. */
  runAs: z.object({ uid: z.int(), gid: z.int() }).nullable(),
  consoleLogLimitBytes: z.int(),
  /** Milliseconds that each rung of the termination ladder gets; what is absent has the default. */
  stopBudgetsMs: z.partialRecord(stopRung, z.int().min(1)).optional(),
});
export type LaunchSpec = z.output<typeof launchSpec>;
