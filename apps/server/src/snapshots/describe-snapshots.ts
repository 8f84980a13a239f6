import { existsSync } from 'node:fs';
import {
  diskDevice,
  type MachineId,
  type Snapshot,
  type SnapshotId,
  type SnapshotList,
} from '@umlaut/contracts/model';
import { RoomMeter } from '@umlaut/core/disks';
import { machinePaths, type MachinePaths } from '@umlaut/core/machine';
import { allocatedBytes } from '../machines/allocated-bytes.ts';
import type { MachineRecord } from '../machines/machine-record.ts';
import { snapshotDiskPath } from './snapshot-files.ts';
import type { SnapshotRecord } from './snapshot-tree.ts';
import type { WorkingDisks } from './working-disks.ts';

export interface DescribeDeps {
  home: string;
  working: WorkingDisks;
  sharesBlocks: boolean;
}

export async function describeSnapshots(deps: DescribeDeps, record: MachineRecord): Promise<SnapshotList> {
  const { home, working, sharesBlocks } = deps;
  const { items, present, owed } = record.snapshots;
  const paths = machinePaths(home, record.id);
  const [described, sizes] = await Promise.all([
    Promise.all(items.map((item) => describe(paths, item, { present, owed }))),
    Promise.all(record.disks.map(({ number }) => allocatedBytes(paths.diskPath(number)))),
  ]);
  return {
    items: described,
    present: { parentId: present, allocatedBytes: sum(sizes), ...working.stateOf(record.id) },
    sharesBlocks,
  };
}

export async function describeSnapshot(
  { home }: Pick<DescribeDeps, 'home'>,
  { id, snapshots }: { id: MachineId; snapshots: MachineRecord['snapshots'] },
  item: SnapshotRecord,
): Promise<Snapshot> {
  return describe(machinePaths(home, id), item, snapshots);
}

async function describe(
  paths: MachinePaths,
  item: SnapshotRecord,
  { present, owed }: { present: SnapshotId | null; owed: SnapshotId | null },
): Promise<Snapshot> {
  const { id, disks, ...texts } = item;
  const room = new RoomMeter();
  const weighed = await Promise.all(
    disks.map(async (disk) => ({ disk, ...(await room.measure(snapshotDiskPath(paths, id, disk.number))) })),
  );
  // Those that the machine has not got back yet go back to it instead of away.
  const freed = weighed.filter(({ disk }) => owed !== id || existsSync(paths.diskPath(disk.number)));
  const missing = disks.filter(({ number }) => !existsSync(snapshotDiskPath(paths, id, number)));
  return {
    id,
    ...texts,
    isPresentParent: present === id,
    disks: weighed.map(({ disk: { number, kind, imageId, madeAt }, allocatedBytes: bytes }) => ({
      number,
      device: diskDevice(number),
      kind,
      imageId,
      madeAt,
      allocatedBytes: bytes,
    })),
    allocatedBytes: sum(weighed.map((one) => one.allocatedBytes)),
    freesBytes: sum(freed.map((one) => one.ownBytes)),
    problem:
      missing.length === 0
        ? null
        : `Its file of ${missing.map(({ number }) => diskDevice(number)).join(', ')} is missing.`,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
