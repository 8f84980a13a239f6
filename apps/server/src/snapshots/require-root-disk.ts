import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineRecord } from '../machines/machine-record.ts';

/**
 * A snapshot is quick and whole because disks are files that move. A directory would have to be copied file by file, and
 * a restore would have to replace it in one step: a clone does the former.
 * @throws ROOT_IS_DIRECTORY
 */
export function requireRootDisk({ name, root }: Pick<MachineRecord, 'name' | 'root'>): void {
  if (root === 'disk') return;
  throw new UmlautError(
    'ROOT_IS_DIRECTORY',
    `"${name}" boots from a directory, which snapshots do not keep.`,
    {
      hint: 'Clone the machine instead: a clone gets a copy of the directory.',
    },
  );
}
