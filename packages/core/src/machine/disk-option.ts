import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { assertPathUsable } from './usable-path.ts';

const SERIAL = /^[A-Za-z0-9._-]{1,20}$/;

/**
 * `ubdN<flags>=FILE[,BACKING][,SERIAL]`, on the command line and behind mconsole's `config`; ubd_setup_common() in
 * arch/um/drivers/ubd_kern.c.
 * @param field where the disk stands in the request, for a refusal
 * @throws UmlautError INVALID_INPUT or PATH_UNSUPPORTED, with `field`
 */
export function diskOption(disk: LaunchDisk, field: string): string {
  const { index, path, backingPath, serial } = disk;
  if (!Number.isInteger(index) || index < 0 || index > 15) {
    throw new UmlautError('INVALID_INPUT', 'A disk has a number of its own from 0 to 15', {
      field: `${field}.index`,
    });
  }
  assertPathUsable(path, `${field}.path`);
  if (backingPath !== null) assertPathUsable(backingPath, `${field}.backingPath`);
  if (disk.noCow === true && backingPath !== null) {
    throw new UmlautError('INVALID_INPUT', 'A disk with a backing file is copy-on-write', {
      field: `${field}.noCow`,
    });
  }
  if (serial !== undefined && !SERIAL.test(serial)) {
    throw new UmlautError('INVALID_INPUT', `${JSON.stringify(serial)} cannot be the serial of a disk`, {
      field: `${field}.serial`,
    });
  }
  // The kernel takes each of the first two as absent when it is empty.
  const files = [path, ...(backingPath !== null ? [backingPath] : serial === undefined ? [] : [''])];
  return `ubd${index}${flagLetters(disk)}=${[...files, ...(serial === undefined ? [] : [serial])].join(',')}`;
}

function flagLetters({ readOnly, sync, noCow, shared, noTrim }: LaunchDisk): string {
  const letters: [string, boolean | undefined][] = [
    ['r', readOnly],
    ['s', sync],
    ['d', noCow],
    ['c', shared],
    ['t', noTrim],
  ];
  return letters.flatMap(([letter, isSet]) => (isSet === true ? [letter] : [])).join('');
}
