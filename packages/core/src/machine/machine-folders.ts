import { constants } from 'node:fs';
import { chmod, lstat, mkdir, open } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { prepareDiskSlots } from './disk-slots.ts';
import { machineFiles, runtimeFiles } from './machine-paths.ts';

/**
 * Makes the folders that a monitor and its UML work in and, for a server run by root, hands them and the
 * machine's own disks to the account that the machine runs as. Nothing below the share is touched: the
 * guest decides what is there. Idempotent.
 */
export async function prepareMachineFolders(spec: LaunchSpec): Promise<void> {
  const machine = machineFiles(spec.machineDir);
  const runtime = runtimeFiles(spec.runtimeDir, spec.machineId);
  const folders = [
    machine.machineDir,
    machine.disksDir,
    machine.consolesDir,
    machine.incidentsDir,
    ...spec.consoles.map((name) => machine.consoleDir(name)),
    spec.shareDir,
    runtime.runtimeDir,
    runtime.umlDir,
  ];
  for (const folder of folders) await makePrivate(folder, spec.runAs);
  await prepareDiskSlots(spec);
  if (spec.runAs === null) return;
  for (const disk of spec.disks) {
    if (!disk.readOnly) await handOver(disk.path, spec.runAs);
  }
}

async function makePrivate(folder: string, account: LaunchSpec['runAs']): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const info = await lstat(folder);
  if (!info.isDirectory()) throw new UmlautError('PATH_UNSUPPORTED', `${folder} is not a folder`);
  const isPrivate = (info.mode & 0o777) === 0o700;
  if (account === null) {
    if (!isPrivate) await chmod(folder, 0o700);
    return;
  }
  // By descriptor from here on, for the account may put a link in its place at any time.
  await using handle = await open(folder, constants.O_DIRECTORY | constants.O_NOFOLLOW);
  if (!isPrivate) await handle.chmod(0o700);
  if (info.uid !== account.uid || info.gid !== account.gid) await handle.chown(account.uid, account.gid);
}

/**
 * The folder belongs to the machine's account, so what lies there may be a trap: only a plain file with one
 * name changes its owner. A missing disk is reported by the disk check, with more to say.
 */
async function handOver(path: string, account: { uid: number; gid: number }): Promise<void> {
  if ((await lstat(path).catch(() => null)) === null) return;
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  await using disk = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => null);
  const info = await disk?.stat();
  if (info?.isFile() !== true || info.nlink !== 1) {
    throw new UmlautError('DISK_INVALID', `The disk ${path} is not a plain file with a single name`, {
      details: { path },
    });
  }
  if (info.uid !== account.uid || info.gid !== account.gid) await disk?.chown(account.uid, account.gid);
}
