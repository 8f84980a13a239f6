import type { ImageId, MachineId, SnapshotId, StorageTree } from '@umlaut/contracts/model';

export interface ImageUser {
  id: MachineId | SnapshotId;
  /** Of a machine that nothing but its snapshots binds to the image; null: its disks do. */
  snapshotName: string | null;
  machineName: string;
}

/** Which machines, and which snapshots of other machines, would be useless without an image. Pure. */
export function imageUsers({ images }: Pick<StorageTree, 'images'>, imageId: ImageId): ImageUser[] {
  const { disks, snapshots } = images.find(({ id }) => id === imageId) ?? { disks: [], snapshots: [] };
  const machines = new Map(disks.map(({ machineId, machineName }) => [machineId, machineName]));
  // A snapshot has an entry for each disk.
  const kept = new Map(
    snapshots.filter(({ machineId }) => !machines.has(machineId)).map((one) => [one.snapshotId, one]),
  );
  return [
    ...[...machines].map(([id, machineName]) => ({ id, snapshotName: null, machineName })),
    ...[...kept].map(([id, { snapshotName, machineName }]) => ({ id, snapshotName, machineName })),
  ];
}
