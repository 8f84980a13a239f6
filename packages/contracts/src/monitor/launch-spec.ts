import { z } from 'zod';
import { bootId, consoleName, machineId, machineLine, nicTransport, stopRung } from '../model/index.ts';

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
export const launchTunnel = z.object({
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
export type LaunchTunnel = z.output<typeof launchTunnel>;

/** One `vec` or `eth` option of any other transport; its host side is named, and stands. */
export const launchOther = z.object({
  number: z.int().min(0).max(7),
  mac: z.string(),
  transport: nicTransport,
  /** Interface of the host that Umlaut made for it: of tap, hybrid, raw and tuntap without a name of their own. */
  ifname: z.string().optional(),
  /** Control socket of the uml_switch that Umlaut runs: of daemon without a path of its own. */
  socket: z.string().optional(),
});
export type LaunchOther = z.output<typeof launchOther>;

export const launchNic = z.union([launchTunnel, launchOther]);
export type LaunchNic = z.output<typeof launchNic>;

/** A process that lives in the network namespace that UML shall run in, and in the user namespace that owns it. */
export const launchNamespace = z.object({
  pid: z.int(),
  /** Start time of that process in clock ticks, field 22 of /proc/PID/stat: a pid alone may be another's by now. */
  startTicks: z.int(),
  /** UML opens raw sockets there (CAP_NET_RAW over that namespace, and over nothing else). */
  netRaw: z.boolean(),
  /** The device that UML opens as /dev/net/tun, when it needs it. */
  tunDevice: z.string().nullable(),
});
export type LaunchNamespace = z.output<typeof launchNamespace>;

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
  /** Absent: the host's own network. */
  namespace: launchNamespace.optional(),
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
