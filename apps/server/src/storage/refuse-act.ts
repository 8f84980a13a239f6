import { UmlautError } from '@umlaut/contracts/errors';
import type { StorageAct, StorageDisk } from '@umlaut/contracts/model';
import { listed } from '../machines/list-names.ts';
import type { ActFacts, ActImage } from './act-facts.ts';
import { diskName, snapshotName } from './storage-text.ts';

/** Why an act cannot be done now, or null. Pure. */
export function refuseAct(act: StorageAct, { disk, image, candidates }: ActFacts): UmlautError | null {
  if (!disk.isStopped) {
    return new UmlautError(
      'MACHINE_RUNNING',
      `"${disk.machineName}" is running, and its guest has the disk.`,
      {
        field: 'number',
        hint: 'Shut the machine down first.',
      },
    );
  }
  if (!disk.isReady) {
    return new UmlautError('MACHINE_BUSY', `${diskName(disk)} is still being made from a snapshot.`, {
      field: 'number',
      hint: 'Wait until that is done. If it was cancelled, start the machine to make it after all.',
    });
  }
  if (act === 'reclaim') {
    return disk.integrity === 'unreadable' ? damaged('DISK_INVALID', disk, 'Verify it to see why.') : null;
  }
  if (image === null) {
    return new UmlautError('INVALID_INPUT', `number: ${diskName(disk)} lies over no image.`, {
      field: 'number',
      hint: act === 'enlarge' ? 'It grows in place.' : 'This is for copy-on-write disks.',
    });
  }
  if (image.halfMergedBy !== null) {
    return new UmlautError(
      'BACKING_CHANGED',
      `"${image.label}" is half merged: a merge into it was cut off.`,
      {
        field: 'number',
        hint: 'Start the server again: it finishes the merge. Keep the disk until then.',
        details: { cowPath: image.halfMergedBy },
      },
    );
  }
  switch (act) {
    case 'save':
    case 'enlarge':
      return refuseUnsound(disk);
    case 'merge':
      return refuseUnsound(disk) ?? refuseShared(disk, image);
    case 'restamp':
      return refuseRestamp(disk, image);
    case 'renew':
      return image.path === null ? gone(image) : null;
    case 'repoint':
      return refuseRepoint(disk, candidates);
  }
}

function refuseUnsound(disk: StorageDisk): UmlautError | null {
  if (disk.integrity === 'sound') return null;
  if (disk.integrity === 'unreadable') return damaged('COW_INVALID', disk, 'Verify it to see why.');
  const code = disk.integrity === 'backing-missing' ? 'BACKING_MISSING' : 'BACKING_CHANGED';
  return damaged(code, disk, 'Mend that first.');
}

function damaged(
  code: 'COW_INVALID' | 'BACKING_MISSING' | 'BACKING_CHANGED' | 'DISK_INVALID',
  disk: StorageDisk,
  hint: string,
) {
  const why = disk.problem === null ? '' : ` ${disk.problem}`;
  return new UmlautError(code, `${diskName(disk)} is not sound.${why}`, { field: 'number', hint });
}

function refuseShared(disk: StorageDisk, image: ActImage): UmlautError | null {
  const others = image.disks.filter((one) => one.machineId !== disk.machineId || one.number !== disk.number);
  const needed = [...others.map(diskName), ...image.snapshots.map(snapshotName)];
  if (needed.length === 0) return null;
  return new UmlautError(
    'IMAGE_IN_USE',
    `Others lie over "${image.label}" and would become useless: ${listed(needed)}.`,
    {
      field: 'number',
      hint: 'Save the disk as a new image instead, or delete those disks and snapshots first.',
      details: {
        disks: others.map(({ machineId, number }) => ({ machineId, number })),
        snapshots: image.snapshots.map(({ machineId, snapshotId }) => ({ machineId, snapshotId })),
      },
    },
  );
}

function refuseRestamp(disk: StorageDisk, image: ActImage): UmlautError | null {
  if (image.path === null || disk.integrity === 'backing-missing') return gone(image);
  if (disk.integrity === 'unreadable') return damaged('COW_INVALID', disk, 'Verify it to see why.');
  if (disk.integrity === 'sound') {
    return new UmlautError('INVALID_INPUT', `number: ${diskName(disk)} is sound already.`, {
      field: 'number',
    });
  }
  if (disk.integrity === 'backing-resized') {
    return damaged('BACKING_CHANGED', disk, 'Another size is another content. Put the old file back.');
  }
  if (image.sha256 !== null) return null;
  return new UmlautError(
    'BACKING_CHANGED',
    `No SHA-256 of "${image.label}" was recorded to compare it with.`,
    {
      field: 'number',
      hint: 'Put the old file back with its old time, or begin anew.',
    },
  );
}

function refuseRepoint(disk: StorageDisk, candidates: ActFacts['candidates']): UmlautError | null {
  if (disk.integrity === 'unreadable') return damaged('COW_INVALID', disk, 'Verify it to see why.');
  if (candidates.length > 0) return null;
  return new UmlautError(
    'BACKING_MISSING',
    `No image of the library has the size and SHA-256 of the one that ${diskName(disk)} needs.`,
    { field: 'number', hint: 'Put its file back, or import it again.' },
  );
}

function gone({ label }: ActImage): UmlautError {
  return new UmlautError('BACKING_MISSING', `The image "${label}" is gone.`, {
    field: 'number',
    hint: 'Put its file back into the folder "images".',
  });
}
