import { formatBytes } from '../format-bytes.ts';
import { readSpace } from '../host-meter.ts';
import { check, type Check } from './check.ts';
import { nearestFolder } from './nearest-folder.ts';

const LITTLE_SPACE = 1_073_741_824;

export const checkDiskSpace: Check = async ({ home }) => {
  const result = check('disk', 'Disk space');
  const folder = await nearestFolder(home);
  const { total, free } = await readSpace(folder);
  const finding = `${formatBytes(free)} of ${formatBytes(total)} free where ${folder} is`;
  if (free >= LITTLE_SPACE) return result.ok(finding);
  return result.not('limited', finding, `du -xh ${folder} | sort -h | tail   # shows what takes the room`);
};
