import { z } from 'zod';
import { machineId } from './ids.ts';
import { mconsoleQueue } from './mconsole.ts';

/** Bytes, as the guest counts them. */
const bytes = z.int().min(0);
/** Per second over the time since the sample before; null in the first one and after a reboot. */
const rate = z.number().min(0).nullable();
const percent = z.number().min(0).nullable();

export const guestCpu = z.object({
  /** Share of the guest's processor time since the sample before, 0-100; all null in the first one. */
  userPercent: percent,
  nicePercent: percent,
  systemPercent: percent,
  idlePercent: percent,
  ioWaitPercent: percent,
  interruptPercent: percent,
  contextSwitchesPerSecond: rate,
  forksPerSecond: rate,
  running: z.int(),
  blocked: z.int(),
  /** /proc/loadavg: 1, 5, 15 minutes. */
  load: z.tuple([z.number(), z.number(), z.number()]),
  threads: z.int(),
});
export type GuestCpu = z.output<typeof guestCpu>;

/** /proc/meminfo in bytes; what a kernel does not report is null. */
export const guestMemory = z.object({
  totalBytes: bytes,
  freeBytes: bytes,
  availableBytes: bytes,
  buffersBytes: bytes,
  /** Page cache without shared memory. */
  cacheBytes: bytes,
  sharedBytes: bytes,
  anonymousBytes: bytes,
  slabBytes: bytes,
  reclaimableSlabBytes: bytes,
  kernelStackBytes: bytes,
  pageTableBytes: bytes,
  dirtyBytes: bytes,
  swapTotalBytes: bytes,
  swapFreeBytes: bytes,
  /** Processes that the kernel ended for want of memory since boot; null when it does not count them. */
  oomKills: z.int().nullable(),
});
export type GuestMemory = z.output<typeof guestMemory>;

export const guestDisk = z.object({
  /** "ubda". */
  name: z.string(),
  sizeBytes: bytes.nullable(),
  readBytes: bytes,
  writtenBytes: bytes,
  readBytesPerSecond: rate,
  writtenBytesPerSecond: rate,
  readsPerSecond: rate,
  writesPerSecond: rate,
  /** Share of the time with a request under way. */
  busyPercent: percent,
  inFlight: z.int(),
});
export type GuestDisk = z.output<typeof guestDisk>;

export const guestMount = z.object({
  source: z.string(),
  mountPoint: z.string(),
  type: z.string(),
  /** Of this mount: "rw,relatime". */
  options: z.string(),
  /** Also when the options say "rw" but the kernel has made the file system below read-only. */
  readOnly: z.boolean(),
  /** The disk below it, "ubda", when it is one. */
  disk: z.string().nullable(),
  /** Of the disk below it. */
  sizeBytes: bytes.nullable(),
  /** Null where the kernel does not tell without an agent (only ext4 does, /proc/fs/ext4/DISK/mb_groups). */
  freeBytes: bytes.nullable(),
  /** Errors that ext4 has counted; null elsewhere. */
  errorCount: z.int().nullable(),
});
export type GuestMount = z.output<typeof guestMount>;

export const guestInterface = z.object({
  /** "vec0", "lo". */
  name: z.string(),
  /** /sys/class/net/NAME/operstate: up, down, unknown, dormant, lowerlayerdown... */
  operstate: z.string(),
  /** Administratively up: IFF_UP. */
  up: z.boolean(),
  mac: z.string().nullable(),
  mtu: z.int().nullable(),
  receivedBytes: bytes,
  sentBytes: bytes,
  receivedPackets: z.int(),
  sentPackets: z.int(),
  receiveErrors: z.int(),
  sendErrors: z.int(),
  receiveDrops: z.int(),
  sendDrops: z.int(),
  receivedBytesPerSecond: rate,
  sentBytesPerSecond: rate,
});
export type GuestInterface = z.output<typeof guestInterface>;

export const guestCounter = z.object({
  /** "0", "2", "TIMER"; "other" for interrupts that count under no number. */
  name: z.string(),
  /** "SIGALRM hr timer"; empty for softirqs. */
  label: z.string(),
  count: z.int(),
  perSecond: rate,
});
export type GuestCounter = z.output<typeof guestCounter>;

/** What rarely changes: asked once a run and now and then. */
export const guestFacts = z.object({
  hostname: z.string().nullable(),
  kernelRelease: z.string().nullable(),
  kernelBuild: z.string().nullable().describe('/proc/version, whole'),
  /** /etc/os-release by key: NAME, VERSION_ID, PRETTY_NAME... */
  osRelease: z.record(z.string(), z.string()),
  commandLine: z.string().nullable(),
  nameServers: z.array(z.string()),
  bootId: z.string().nullable(),
  /** /proc/sys/kernel/tainted; 0 is clean. */
  tainted: z.int().nullable(),
  sysctls: z.array(z.object({ name: z.string().describe('"vm.swappiness"'), value: z.string() })),
});
export type GuestFacts = z.output<typeof guestFacts>;

/** Everything seen of one running guest at one moment, through its kernel, without an agent. */
export const xraySample = z.object({
  at: z.iso.datetime(),
  uptimeSeconds: z.number(),
  cpu: guestCpu,
  memory: guestMemory,
  disks: z.array(guestDisk),
  mounts: z.array(guestMount),
  interfaces: z.array(guestInterface),
  interrupts: z.array(guestCounter),
  softirqs: z.array(guestCounter),
  facts: guestFacts,
  /** Cost: milliseconds from the first question to the last answer, and how many there were. */
  elapsedMs: z.number(),
  questions: z.int(),
});
export type XraySample = z.output<typeof xraySample>;

/** A line of the history that is kept of every running machine; all rates. */
export const xrayPoint = z.object({
  at: z.iso.datetime(),
  /** 100 minus idle. */
  cpuPercent: percent,
  load1: z.number(),
  memoryUsedBytes: bytes,
  readBytesPerSecond: rate,
  writtenBytesPerSecond: rate,
  receivedBytesPerSecond: rate,
  sentBytesPerSecond: rate,
});
export type XrayPoint = z.output<typeof xrayPoint>;

export const healthLevel = z.enum(['good', 'attention', 'bad', 'unknown']);
export type HealthLevel = z.output<typeof healthLevel>;

/** A verdict in words. */
export const guestHealth = z.object({
  level: healthLevel,
  /** "Up 3 min, load 0.1, 41 MB of 128 MB in use, vec0 down". */
  sentence: z.string(),
  /** What is wrong, worst first; empty when nothing is. */
  reasons: z.array(
    z.object({
      level: healthLevel,
      text: z.string(),
      hint: z.string().nullable().describe('What to do about it'),
    }),
  ),
});
export type GuestHealth = z.output<typeof guestHealth>;

/** The verdict on a machine that runs, for lists: without its reasons. */
export const machineHealth = z.object({ id: machineId, level: healthLevel, sentence: z.string() });
export type MachineHealth = z.output<typeof machineHealth>;

/** What the same machine costs its host. */
export const machineFootprint = z.object({
  /** Per cent of one core, all its processes, monitor included. */
  cpuPercent: z.number(),
  /** Memory file: allocated by the host, and the size it may grow to. */
  memoryBytes: bytes,
  memoryLimitBytes: bytes,
  /** Private memory of the monitor (USS). */
  monitorMemoryBytes: bytes.nullable(),
  diskBytes: bytes,
  /** With the monitor. */
  processes: z.int(),
  threads: z.int(),
  /** Of UML and its monitor. */
  openFiles: z.int(),
  /** Cores that UML may run on: "0-1". */
  allowedCpus: z.string(),
  isPinned: z.boolean(),
});
export type MachineFootprint = z.output<typeof machineFootprint>;

/** All that the X-ray shows of one machine. `sample` is null while the guest cannot answer. */
export const xray = z.object({
  machineId,
  queue: mconsoleQueue,
  health: guestHealth,
  sample: xraySample.nullable(),
  footprint: machineFootprint.nullable(),
});
export type Xray = z.output<typeof xray>;

/** A regular file of the guest, read by its kernel. */
export const guestFile = z.object({
  path: z.string(),
  /** Base64. The kernel cuts each 4095 bytes at their first NUL: binary files come with holes. */
  content: z.string(),
  sizeBytes: bytes,
  /** `complete`; `cut`: longer than the limit, or packets were lost: only the beginning is sure. */
  completeness: z.enum(['complete', 'cut']),
  looksBinary: z.boolean(),
  elapsedMs: z.number(),
});
export type GuestFile = z.output<typeof guestFile>;

/** Memory that a running guest has, and has given back. */
export const guestMemoryBalance = z.object({
  /** What the machine was started with (mem=). */
  configuredMiB: z.int(),
  /** Given back so far (mconsole `config mem=-N`), in this run. */
  takenMiB: z.int(),
  /** The most that may be taken in all now without harm to the guest. */
  maxTakenMiB: z.int(),
  /** Why no more can be taken, or why none can: a sentence; null when there is room. */
  limitReason: z.string().nullable(),
  guestFreeBytes: bytes,
  /** What the memory file occupies on the host. */
  hostBytes: bytes,
});
export type GuestMemoryBalance = z.output<typeof guestMemoryBalance>;
