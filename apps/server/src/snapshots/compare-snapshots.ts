import { randomBytes } from 'node:crypto';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { diskDevice, type DiskConfig, type ImageId, type SnapshotComparison } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import type { DiskWorker } from '@umlaut/core/disks';
import { compareImages } from '@umlaut/core/images';
import { machinePaths } from '@umlaut/core/machine';
import { removeTree } from '@umlaut/core/process';
import type { HeldImage } from '../machines/creation.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { part } from '../storage/task-part.ts';
import type { TaskHandle } from '../tasks/task-registry.ts';
import { snapshotDiskPath } from './snapshot-files.ts';
import type { SnapshotRecord } from './snapshot-tree.ts';

export interface CompareDeps {
  worker: Pick<DiskWorker, 'run'>;
  home: string;
  account: LaunchSpec['runAs'];
  holdImage: (wanted: ImageId) => Promise<HeldImage>;
}

export interface ComparedStates {
  record: MachineRecord;
  before: SnapshotRecord;
  after: SnapshotRecord;
  number: number;
}

const MAX_ITEMS = 5_000;
/** Copying takes most of the time, reading folders the rest. */
const COPIED = 0.6;

/**
 * Compares the files of a disk in two snapshots. Both are made whole in a folder of their own first, since debugfs knows
 * nothing of copy-on-write files; the snapshots are only read. A killed server finds the folder by its name when it starts.
 * @throws DISK_NOT_FOUND, IMAGE_INVALID with field `number`; IMAGE_*, COW_INVALID, BACKING_*, STORAGE_FULL, CANCELLED
 */
export async function compareSnapshots(
  deps: CompareDeps,
  states: ComparedStates,
  task: TaskHandle,
): Promise<SnapshotComparison> {
  const { account, home } = deps;
  const { before, after, number } = states;
  const folder = join(home, `.compare.${randomBytes(6).toString('hex')}.tmp`);
  const paths = { before: join(folder, 'before'), after: join(folder, 'after'), work: join(folder, 'work') };
  const copying = (from: number, { name }: SnapshotRecord): Copy['watched'] =>
    part(task, from, from + COPIED / 2, `Copying "${name}"`);
  await mkdir(paths.work, { recursive: true, mode: 0o700 });
  try {
    await makeWhole(deps, states, { snapshot: before, to: paths.before, watched: copying(0, before) });
    await makeWhole(deps, states, { snapshot: after, to: paths.after, watched: copying(COPIED / 2, after) });
    task.progress(COPIED, 'Reading folders');
    if (account !== null) {
      for (const path of [folder, ...Object.values(paths)]) await chown(path, account.uid, account.gid);
    }
    const { changes, unclean } = await compareImages({
      before: paths.before,
      after: paths.after,
      folder: paths.work,
      account,
      signal: task.signal,
      onProgress: (done) => task.progress(COPIED + (1 - COPIED) * done),
    });
    const count = (kind: (typeof changes)[number]['kind']): number =>
      changes.filter((change) => change.kind === kind).length;
    return {
      items: changes.slice(0, MAX_ITEMS),
      added: count('added'),
      removed: count('removed'),
      changed: count('changed'),
      isCut: changes.length > MAX_ITEMS,
      unclean: [unclean.before ? [before.name] : [], unclean.after ? [after.name] : []].flat(),
    };
  } catch (error) {
    throw aboutDisk(error, number);
  } finally {
    await removeTree(folder);
  }
}

interface Copy {
  snapshot: SnapshotRecord;
  to: string;
  watched: ReturnType<typeof part>;
}

async function makeWhole(
  { worker, home, holdImage }: CompareDeps,
  { record, number }: ComparedStates,
  { snapshot, to, watched }: Copy,
): Promise<void> {
  const from = snapshotDiskPath(machinePaths(home, record.id), snapshot.id, number);
  const { imageId } = diskOf(snapshot, number);
  if (imageId === null) {
    await worker.run('clone', { from, to }, watched);
    return;
  }
  using image = await holdImage(imageId);
  await worker.run('merge', { cowPath: from, outPath: to, backingPath: image.path, mode: 0o600 }, watched);
}

function diskOf({ name, disks }: SnapshotRecord, number: number): DiskConfig {
  const disk = disks.find((one) => one.number === number);
  if (disk !== undefined) return disk;
  throw new UmlautError('DISK_NOT_FOUND', `The snapshot "${name}" has no disk ${diskDevice(number)}.`, {
    field: 'number',
  });
}

/** What is wrong with an image on its way into the library is wrong with a disk here. */
function aboutDisk(error: unknown, number: number): unknown {
  if (!(error instanceof UmlautError) || error.code !== 'IMAGE_INVALID') return error;
  const sentence = error.message.startsWith('The files of')
    ? ''
    : 'It holds no ext2, ext3 or ext4 file system. ';
  return new UmlautError(
    'DISK_INVALID',
    `${diskDevice(number)} cannot be compared. ${sentence}${error.message}`,
    {
      field: 'number',
      cause: error,
    },
  );
}
