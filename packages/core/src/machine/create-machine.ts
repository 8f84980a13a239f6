import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { consoleName, type MachineRoot } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { createCow } from '../cow/index.ts';
import { machineAccount } from './machine-account.ts';
import { prepareMachineFolders } from './machine-folders.ts';
import { machinePaths, runtimePaths } from './machine-paths.ts';
import { makeRootDirectory } from './root-directory.ts';
import { newBootId, newMachineId } from './random-id.ts';
import { resolveRuntimeRoot } from './resolve-folders.ts';
import { prepareFolders } from './usable-folders.ts';

export interface CreateMachineOptions {
  /** Folder for all machines; made when absent. */
  home: string;
  /** Raw disk image to start from; it is only read, and must not change afterwards. */
  imagePath: string;
  /** What it boots from: a copy-on-write disk over the image, or a directory into which the image is unpacked. */
  root?: MachineRoot;
  /** Folder for sockets, with a short path. Default: as resolveRuntimeRoot says. */
  runtimeRoot?: string;
  /** Host name of the guest. Default "machine". */
  name?: string;
  /** Default: Debian's user-mode-linux. */
  kernelPath?: string;
  memoryMiB?: number;
  isolation?: LaunchSpec['isolation'];
  /** Account to run as. Default: as machineAccount says. */
  runAs?: LaunchSpec['runAs'];
}

const DEFAULT_KERNEL = '/usr/bin/linux.uml';
const LOG_LIMIT_BYTES = 8_388_608;

/**
 * Makes a machine for a program that works without the server: folders, a root,
 * a kernel console (con0) and a login console (con1).
 * @returns what launchMonitor wants; give each further launch a `bootId` of its own (newBootId)
 * @throws UmlautError PATH_UNSUPPORTED, BACKING_MISSING, DISK_INVALID, IMAGE_INVALID, STORAGE_FULL
 */
export async function createMachine(options: CreateMachineOptions): Promise<LaunchSpec> {
  const { runAs = await machineAccount(), root = 'disk' } = options;
  const home = resolve(options.home);
  const imagePath = resolve(options.imagePath);
  const runtimeRoot = options.runtimeRoot ?? resolveRuntimeRoot(process.env, home);
  await prepareFolders({ home, runtimeRoot, account: runAs });
  const machineId = newMachineId();
  const paths = machinePaths(home, machineId);
  const diskPath = paths.diskPath(0);
  const spec: LaunchSpec = {
    machineId,
    bootId: newBootId(),
    machineDir: paths.machineDir,
    runtimeDir: runtimePaths(runtimeRoot, machineId).runtimeDir,
    kernelPath: options.kernelPath ?? DEFAULT_KERNEL,
    memoryMiB: options.memoryMiB ?? 128,
    hostname: options.name ?? 'machine',
    consoles: [consoleName.parse('con0'), consoleName.parse('con1')],
    disks: root === 'disk' ? [{ index: 0, path: diskPath, backingPath: imagePath, readOnly: false }] : [],
    shareDir: paths.shareDir,
    ...(root === 'disk' ? {} : { rootDir: paths.rootDir }),
    kernelArguments: [],
    isolation: options.isolation ?? 'bubblewrap',
    runAs,
    consoleLogLimitBytes: LOG_LIMIT_BYTES,
  };
  await mkdir(paths.disksDir, { recursive: true });
  if (root === 'disk') await createCow({ path: diskPath, backingPath: imagePath });
  else await makeRootDirectory({ machineDir: paths.machineDir, imagePath, account: runAs });
  await prepareMachineFolders(spec);
  return spec;
}
