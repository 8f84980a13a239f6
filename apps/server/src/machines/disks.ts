import { isUmlautError } from '@umlaut/contracts/errors';
import type { ImageId, MachineDisk } from '@umlaut/contracts/model';
import { checkBacking, countChangedBytes, readCow, type BackingCheck } from '@umlaut/core/cow';
import { machinePaths } from '@umlaut/core/machine';
import { allocatedBytes } from './allocated-bytes.ts';
import { ROOT_DISK, type MachineRecord } from './machine-record.ts';

/**
 * What the disks of a machine are and hold now. A disk that cannot be read is shown with its problem.
 * @param imageOfPath the image that a backing file is, or null
 */
export async function describeDisks(
  home: string,
  record: MachineRecord,
  imageOfPath: (path: string) => ImageId | null,
): Promise<MachineDisk[]> {
  const path = machinePaths(home, record.id).diskPath(ROOT_DISK);
  const disk: MachineDisk = {
    device: 'ubda',
    path,
    kind: 'cow',
    backingPath: null,
    backingImageId: null,
    sizeBytes: 0,
    allocatedBytes: await allocatedBytes(path),
    changedBytes: null,
    problem: null,
  };
  try {
    const info = await readCow(path);
    return [
      {
        ...disk,
        backingPath: info.backingPath,
        backingImageId: imageOfPath(info.backingPath),
        sizeBytes: info.backingSizeBytes,
        changedBytes: await countChangedBytes(path),
        problem: describeProblem(await checkBacking(info)),
      },
    ];
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return [{ ...disk, problem: error.message }];
  }
}

function describeProblem(check: BackingCheck): string | null {
  switch (check.status) {
    case 'ok':
      return null;
    case 'missing':
      return `Its backing file ${check.path} is missing.`;
    case 'unusable':
      return `Its backing file ${check.path} cannot be used. ${check.reason}.`;
    case 'size-changed':
      return `Its backing file has ${check.actualBytes} bytes; the disk was made when it had ${check.expectedBytes}.`;
    case 'mtime-changed':
      return `Its backing file was written at ${atTime(check.actualSeconds)}; the disk was made when it had last been written at ${atTime(check.expectedSeconds)}.`;
  }
}

function atTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
