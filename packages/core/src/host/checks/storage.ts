import { formatBytes } from '../format-bytes.ts';
import { readSpace } from '../host-meter.ts';
import { check, type Check } from './check.ts';

const LITTLE_SPACE = 1_073_741_824;

export const checkDiskSpace: Check = async ({ home }) => {
  const result = check('disk', 'Disk space');
  const { total, free } = await readSpace(home);
  const finding = `${formatBytes(free)} of ${formatBytes(total)} free where ${home} is`;
  if (free >= LITTLE_SPACE) return result.ok(finding);
  return result.not('limited', finding, `du -xh ${home} | sort -h | tail   # shows what takes the room`);
};
