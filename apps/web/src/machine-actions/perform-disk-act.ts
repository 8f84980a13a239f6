import type { ActStarted } from '@umlaut/contracts/http';
import { imageId, type MachineId, type StorageAct } from '@umlaut/contracts/model';
import { api } from '../lib/api-client.ts';

export interface DiskActAnswers {
  /** Of `save`: the name of the image. */
  label: string;
  /** Of `save` and `enlarge`: MiB; of `save` empty for as large as the disk. */
  size: number | string;
  /** Of `repoint`: the image to lie over. */
  chosen: string | null;
}

/** Asks the server for an act on a disk. */
export function performDiskAct(
  act: StorageAct,
  { machineId: id, number }: { machineId: MachineId; number: number },
  { label, size, chosen }: DiskActAnswers,
): Promise<ActStarted> {
  const { storage } = api;
  switch (act) {
    case 'save':
      return storage.save({
        id,
        number,
        label: label.trim(),
        ...(size === '' ? {} : { sizeMiB: Number(size) }),
      });
    case 'merge':
      return storage.merge({ id, number });
    case 'restamp':
      return storage.restamp({ id, number });
    case 'renew':
      return storage.renew({ id, number });
    case 'repoint':
      return storage.repoint({ id, number, imageId: imageId.parse(chosen) });
    case 'reclaim':
      return storage.reclaim({ id, number });
    case 'enlarge':
      return storage.enlarge({ id, number, sizeMiB: Number(size) });
  }
}
