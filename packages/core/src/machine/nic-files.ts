import { existsSync, lstatSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { MAX_FILTER_BYTES, filterProblem } from '../nics/filter-file.ts';
import { needsOf } from '../nics/nic-needs.ts';
import { kernelFiles } from './kernel-files.ts';
import type { SandboxFile } from './sandbox-arguments.ts';

export interface NicFiles {
  /** What UML starts for an interface, with loaders and libraries. */
  programs: readonly SandboxFile[];
  devices: readonly SandboxFile[];
  /** Sockets of switches that UML connects to. */
  sockets: readonly SandboxFile[];
  /** Filters that UML reads. */
  filters: readonly SandboxFile[];
}

const TUN = '/dev/net/tun';
/** vde_plug loads them by name from beside libvdeplug, by either of the two ways there (kernel-files.ts takes the first). */
const VDE_PLUGINS = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].flatMap((triplet) => [
  `/lib/${triplet}/vdeplug`,
  `/usr/lib/${triplet}/vdeplug`,
]);

/**
 * What the interfaces of a machine need in its sandbox beyond what every machine gets; nothing for most. The device
 * of a tap in Umlaut's namespace is named by the launch, not here.
 * @throws UmlautError KERNEL_INVALID for a program that is missing or broken, PATH_UNSUPPORTED for what is no switch
 */
export function nicFiles({ nics = [] }: Pick<LaunchSpec, 'nics'>): NicFiles {
  const { programs, sockets, files, hostTun } = needsOf(nics);
  const plugins = programs.some((path) => path.endsWith('/vde_plug')) ? vdePlugins() : [];
  return {
    programs: [...programs.flatMap((path) => [same(path), ...kernelFiles(path)]), ...plugins],
    devices: hostTun ? [same(TUN)] : [],
    sockets: sockets.map(switchAt),
    filters: files.map(filterAt),
  };
}

/** With the libraries that they need and vde_plug does not: without those it says "Protocol not supported". */
function vdePlugins(): SandboxFile[] {
  return VDE_PLUGINS.filter(existsSync).flatMap((folder) => [
    same(folder),
    ...readdirSync(folder).flatMap((name) => librariesOf(join(folder, name))),
  ]);
}

/** Of a plug-in that cannot be loaded anyway nothing is missed. */
function librariesOf(plugin: string): SandboxFile[] {
  try {
    return kernelFiles(plugin);
  } catch {
    return [];
  }
}

function same(path: string): SandboxFile {
  return { source: path, target: path };
}

/**
 * A socket, or the folder of a vde_switch, which has one named ctl. The sandbox gets it to write to, so it is made sure
 * of again: any other folder of the host would be handed to the guest.
 */
function switchAt(path: string): SandboxFile {
  if (isSocket(path) || isSocket(join(path, 'ctl'))) return same(path);
  throw new UmlautError('PATH_UNSUPPORTED', `${path} is no socket of a switch.`, { field: 'nics' });
}

/** The sandbox gets it to read; a guest that has the whole tree by hostfs reads it, so it is a filter and nothing else. */
function filterAt(path: string): SandboxFile {
  const problem = problemOfFilter(path);
  if (problem === null) return same(path);
  throw new UmlautError('PATH_UNSUPPORTED', `${path} ${problem}.`, { field: 'nics' });
}

function problemOfFilter(path: string): string | null {
  try {
    const info = lstatSync(path);
    if (!info.isFile()) return 'is no file';
    return info.size > MAX_FILTER_BYTES ? 'is too long for a filter' : filterProblem(readFileSync(path));
  } catch {
    return 'cannot be read';
  }
}

function isSocket(path: string): boolean {
  try {
    return lstatSync(path).isSocket();
  } catch {
    return false;
  }
}
