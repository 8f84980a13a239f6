import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { runtimeFiles } from './machine-paths.ts';

/** A host file at the path where the kernel's dynamic loader looks for it. */
export interface SandboxFile {
  source: string;
  target: string;
}

export interface SandboxRequest {
  spec: LaunchSpec;
  /** The loader and the libraries of the kernel, and what it starts: kernel-files.ts, watchdog-files.ts. */
  programFiles: readonly SandboxFile[];
  /** Devices of the host that lines and interfaces lead to: line-files.ts, nic-files.ts. */
  devices: readonly SandboxFile[];
  /** Sockets of switches that interfaces are plugged into: nic-files.ts. */
  sockets?: readonly SandboxFile[];
  /** Descriptor on which bubblewrap writes `{"child-pid": N, ...}`. */
  infoFd: number;
  /** What to run inside: the result of umlCommandLine. */
  commandLine: readonly string[];
}

/** Where UML looks for it: arch/um/drivers/vector_user.c, arch/um/os-Linux/drivers/tuntap_user.c. */
const TUN_DEVICE = '/dev/net/tun';
const MIB = 1_048_576;
/** Beyond `mem=`: page tables of tmpfs and the first pages of UML's own image are in that file too. */
const MEMORY_FILE_SLACK = 64 * MIB;
/** UML makes a socket or two there at most. */
const TEMPORARY_BYTES = 16 * MIB;

/**
 * Arguments of bubblewrap (bwrap(1)) that run UML with every namespace of its own but the network, with no
 * capability (but for raw sockets in Umlaut's network namespace), and with a file system that holds its kernel, libraries, disks, share and runtime folder and
 * nothing else. bwrap itself sets no_new_privs.
 *
 * The guest's root can reach all of that tree (hostfs is no boundary), so whatever is not meant to be
 * written is read-only, and what can be written is bounded: the tmpfs that carries the tree would
 * otherwise be host memory for the taking.
 */
export function sandboxArguments(request: SandboxRequest): string[] {
  const { spec, programFiles, devices, sockets = [], infoFd, commandLine } = request;
  const { umlDir } = runtimeFiles(spec.runtimeDir, spec.machineId);
  const kernel = { source: spec.kernelPath, target: spec.kernelPath };
  // Once each: two programs share the loader.
  const programs = new Map([kernel, ...programFiles].map((file) => [file.target, file]));
  return [
    userWords(spec),
    ['--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try', '--die-with-parent'],
    ['--info-fd', String(infoFd)],
    ['--proc', '/proc', '--dev', '/dev'],
    ['--size', String(spec.memoryMiB * MIB + MEMORY_FILE_SLACK), '--tmpfs', '/dev/shm'],
    ['--size', String(TEMPORARY_BYTES), '--tmpfs', '/tmp'],
    ...programs.values().map(readOnly),
    ...spec.disks.flatMap(diskBinds),
    ...slotBinds(spec),
    ...rootBinds(spec),
    ['--bind', spec.shareDir, spec.shareDir],
    ['--bind', umlDir, umlDir],
    ...devices.map(({ source, target }) => ['--dev-bind', source, target]),
    ...sockets.map(({ source, target }) => ['--bind', source, target]),
    ...tunBinds(spec),
    ['--remount-ro', '/dev', '--remount-ro', '/'],
    ['--chdir', '/', '--clearenv', '--setenv', 'HOME', '/tmp', '--setenv', 'PATH', '/usr/bin'],
    ['--', ...commandLine],
  ].flat();
}

/**
 * In Umlaut's network namespace it is root of the user namespace that owns it, which is the machines' account on the
 * host: with one of its own it could open no raw socket. That right alone is left to it, and only where it needs it.
 */
function userWords({ namespace }: LaunchSpec): string[] {
  if (namespace === undefined) return ['--unshare-user', '--cap-drop', 'ALL'];
  return ['--cap-drop', 'ALL', ...(namespace.netRaw ? ['--cap-add', 'CAP_NET_RAW'] : [])];
}

/**
 * hostfs shows the owners of the host, and those of the sandbox are what the host maps them to: with root's number in
 * there, whose files all belong to the machine's account, the guest's root owns its system. It gives no power: the
 * namespace has no capability, and outside it UML is the machine's account as ever.
 */
function rootBinds({ rootDir, namespace }: LaunchSpec): string[][] {
  if (rootDir === undefined) return [];
  const owner = namespace === undefined ? ['--uid', '0', '--gid', '0'] : [];
  return [[...owner, '--bind', rootDir, rootDir]];
}

/** The device of taps, which UML opens when the guest brings the interface up. */
function tunBinds({ namespace }: LaunchSpec): string[][] {
  const tun = namespace?.tunDevice ?? null;
  return tun === null ? [] : [['--dev-bind', tun, TUN_DEVICE]];
}

function diskBinds(disk: LaunchSpec['disks'][number]): string[][] {
  const own = disk.readOnly
    ? readOnly({ source: disk.path, target: disk.path })
    : ['--bind', disk.path, disk.path];
  if (disk.backingPath === null) return [own];
  return [own, readOnly({ source: disk.backingPath, target: disk.backingPath })];
}

/** Of disks that may be plugged in later: their files, one by one, for in a folder the guest could make links. */
function slotBinds({ disks, diskSlots = [] }: LaunchSpec): string[][] {
  const bound = new Set(disks.map(({ path }) => path));
  return diskSlots.filter((path) => !bound.has(path)).map((path) => ['--bind', path, path]);
}

function readOnly({ source, target }: SandboxFile): string[] {
  return ['--ro-bind', source, target];
}
