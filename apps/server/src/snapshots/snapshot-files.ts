import { existsSync } from 'node:fs';
import { lstat, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { DISK_COUNT, type DiskConfig, type SnapshotId } from '@umlaut/contracts/model';
import { moveDisk } from '@umlaut/core/disks';
import { diskFileName, type MachinePaths } from '@umlaut/core/machine';
import { removeTree, syncDirectory } from '@umlaut/core/process';

type Paths = Pick<MachinePaths, 'machineDir' | 'disksDir' | 'snapshotsDir' | 'diskPath'>;

function snapshotFolder({ snapshotsDir }: Pick<Paths, 'snapshotsDir'>, id: SnapshotId): string {
  return join(snapshotsDir, id);
}

/** File of a disk in a snapshot. */
export function snapshotDiskPath(paths: Pick<Paths, 'snapshotsDir'>, id: SnapshotId, number: number): string {
  return join(snapshotFolder(paths, id), diskFileName(number));
}

/** The folder is the server's own: the account of the machines has no way in. */
export async function makeSnapshotFolder(paths: Paths, id: SnapshotId): Promise<void> {
  await mkdir(snapshotFolder(paths, id), { recursive: true, mode: 0o700 });
  await requireFolders(paths);
  await syncDirectory(paths.machineDir);
  await syncDirectory(paths.snapshotsDir);
}

/** Moves the machine's disks into a snapshot. @throws DISK_IN_USE, DISK_MISSING, DISK_INVALID */
export async function lendDisks(
  paths: Paths,
  id: SnapshotId,
  disks: readonly DiskConfig[],
  onMoved?: () => Promise<void>,
): Promise<void> {
  for (const { number } of disks) {
    moveDisk({ from: paths.diskPath(number), to: snapshotDiskPath(paths, id, number) });
    await onMoved?.();
  }
  await syncDirectory(snapshotFolder(paths, id));
  await syncDirectory(paths.disksDir);
}

/** Moves back what the machine has no file for. Idempotent; what the machine has is never touched. */
export async function takeBackDisks(paths: Paths, id: SnapshotId): Promise<void> {
  for (let number = 0; number < DISK_COUNT; number++) {
    const from = snapshotDiskPath(paths, id, number);
    const to = paths.diskPath(number);
    if (existsSync(from) && (await isFree(to))) moveDisk({ from, to });
  }
  // First where they are, then where they were: between the two a disk has two names, never none.
  await syncDirectory(paths.disksDir);
  if (existsSync(snapshotFolder(paths, id))) await syncDirectory(snapshotFolder(paths, id));
}

/** What these disks of the machine hold is gone for good. */
export async function discardDisks(paths: Paths, numbers: Iterable<number>): Promise<void> {
  for (const number of numbers) await rm(paths.diskPath(number), { force: true });
  await syncDirectory(paths.disksDir);
}

export async function removeSnapshotFolder(paths: Paths, id: SnapshotId): Promise<void> {
  await removeTree(snapshotFolder(paths, id));
}

async function isFree(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null)) === null;
}

/** The folder above is the account's, which the server may not be: a link in it leads nowhere that is ours. */
async function requireFolders({ disksDir, snapshotsDir }: Paths): Promise<void> {
  for (const path of [disksDir, snapshotsDir]) {
    const info = await lstat(path);
    const isOwn = path !== snapshotsDir || info.uid === process.getuid?.();
    if (info.isDirectory() && isOwn) continue;
    throw new UmlautError('DISK_INVALID', `${path} is not a folder of this server.`, { details: { path } });
  }
}
