import { lines, words } from './figures.ts';
import { oneLine } from './reply-text.ts';

/** One line of /proc/PID/mountinfo, proc_pid_mountinfo(5). */
export interface Mount {
  /** "98:0" of what is mounted. */
  deviceNumber: string;
  mountPoint: string;
  /** Of this mount: "rw,relatime". */
  options: string;
  type: string;
  source: string;
  /** The mount, or the whole file system below it. */
  readOnly: boolean;
}

const MAX_MOUNTS = 256;

/** Parses /proc/1/mountinfo: what init sees mounted. Lines that are none are left out. Pure. */
export function parseMounts(text: string): Mount[] {
  return lines(text, MAX_MOUNTS).flatMap((line) => {
    const fields = words(line);
    const [, , number = '', , mountPoint = '', options = ''] = fields;
    // Any number of optional fields stands before the dash.
    const dash = fields.indexOf('-', 6);
    if (dash === -1 || !/^\d{1,9}:\d{1,9}$/.test(number)) return [];
    const [type = '', source = '', superOptions = ''] = fields.slice(dash + 1);
    const flags = [...options.split(','), ...superOptions.split(',')];
    return {
      deviceNumber: number,
      mountPoint: unescape(mountPoint),
      options: oneLine(options),
      type: oneLine(type, 32),
      source: unescape(source),
      // emergency_ro: ext4 after an error since 6.13, where older kernels say "ro" of the file system.
      readOnly: flags.includes('ro') || flags.includes('emergency_ro'),
    };
  });
}

/** Whether init's root is a file system yet, and not the empty one of the kernel's first moments. Pure. */
export function isRootMounted(mounts: readonly Pick<Mount, 'mountPoint' | 'type'>[]): boolean {
  return mounts.some(({ mountPoint, type }) => mountPoint === '/' && type !== 'rootfs');
}

/** Blanks, tabs, newlines and backslashes come as octal numbers. */
function unescape(field: string): string {
  return oneLine(
    field.replaceAll(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
  );
}
