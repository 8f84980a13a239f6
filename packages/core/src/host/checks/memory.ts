import type { HostCheck } from '@umlaut/contracts/model';
import { formatBytes } from '../format-bytes.ts';
import { readMemory, readSpace } from '../host-meter.ts';
import { readNumber, readText } from '../read-text.ts';
import { check, type Check } from './check.ts';

const MIB = 1_048_576;
const LITTLE_MEMORY = 512 * MIB;
const LITTLE_SHM = 1024 * MIB;
/** UML maps guest pages one by one at worst; 1048576 maps are enough for 4 GiB. */
const MANY_MAPS = 1_048_576;

export const checkMemory: Check = async () => {
  const result = check('memory', 'Memory');
  const { total, available } = await readMemory();
  const finding = `${formatBytes(available)} of ${formatBytes(total)} available; a small guest touches about 30 MiB`;
  if (available >= LITTLE_MEMORY) return result.ok(finding);
  return result.not('limited', finding, 'Stop other programs, or add memory');
};

/** What /proc/mounts says of /dev/shm: `null` when nothing is mounted there. */
export interface ShmFacts {
  isTmpfs: boolean;
  isNoexec: boolean;
  total: number;
  free: number;
  isPlain: boolean;
}

/** Pure. */
export function judgeShm(facts: ShmFacts | null): HostCheck {
  const result = check('shm', 'Memory files (/dev/shm)');
  if (facts !== null && !facts.isPlain) {
    return result.ok('Each machine has a /dev/shm of its own in its sandbox, bounded by its memory size');
  }
  if (facts === null || !facts.isTmpfs) {
    return result.not(
      'limited',
      'No tmpfs is mounted there, so guests keep their memory in files in /tmp, which is slow',
      'mount -t tmpfs -o size=4G tmpfs /dev/shm   # a container: docker run --shm-size=4g',
    );
  }
  if (facts.isNoexec) {
    return result.not(
      'blocking',
      'It is mounted noexec, and User Mode Linux must execute from its memory file',
      'mount -o remount,exec /dev/shm',
    );
  }
  const finding = `${formatBytes(facts.free)} of ${formatBytes(facts.total)} free; guests keep their memory there`;
  if (facts.total >= LITTLE_SHM) return result.ok(finding);
  return result.not(
    'limited',
    `${finding}, and a guest that finds none left dies`,
    'mount -o remount,size=4G /dev/shm   # a container: docker run --shm-size=4g',
  );
}

export const checkShm: Check = async ({ isolation }) => {
  const mounts = (await readText('/proc/mounts')) ?? '';
  // The last mount on a folder is the one that shows.
  const line = mounts
    .split('\n')
    .map((text) => text.split(' '))
    .findLast(([, target]) => target === '/dev/shm');
  if (line === undefined) return judgeShm(null);
  const [, , type = '', options = ''] = line;
  return judgeShm({
    isTmpfs: type === 'tmpfs',
    isNoexec: options.split(',').includes('noexec'),
    ...(await readSpace('/dev/shm')),
    isPlain: isolation.kind === 'plain',
  });
};

export const checkMapCount: Check = async () => {
  const result = check('map-count', 'Memory maps per process');
  const limit = await readNumber('/proc/sys/vm/max_map_count');
  if (limit === null || limit >= MANY_MAPS) return result.ok(`Up to ${limit ?? 'any number of'} maps`);
  const safe = formatBytes(limit * 4096);
  return result.not(
    'limited',
    `Up to ${limit} maps: enough for any guest with up to ${safe} of memory, mostly enough for larger ones`,
    `sysctl -w vm.max_map_count=${MANY_MAPS}`,
  );
};
