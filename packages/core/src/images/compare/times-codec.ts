/** What tells a file that was written to from one that was not: a program can set back the first, but not the second. */
export interface InodeTimes {
  mtime: string;
  ctime: string;
}

const INODE = /^Inode: (\d+) /;
const TIME = /^ *(ctime|mtime): (0x[0-9a-f]+(?::[0-9a-f]+)?)/;

/** A script that asks for the times of inodes. */
export function timesScript(inodes: Iterable<number>): string {
  return Array.from(inodes, (inode) => `stat <${inode}>\n`).join('');
}

/** What such a script printed, by inode; an inode that cannot be read is not there. debugfs(8), stat */
export function parseTimes(text: string): Map<number, InodeTimes> {
  const found = new Map<number, InodeTimes>();
  let current: InodeTimes | null = null;
  for (const line of text.split('\n')) {
    const inode = INODE.exec(line)?.[1];
    if (inode !== undefined) {
      current = { mtime: '', ctime: '' };
      found.set(Number(inode), current);
    }
    const [, name, value = ''] = TIME.exec(line) ?? [];
    if (current !== null && name === 'ctime') current.ctime = value;
    if (current !== null && name === 'mtime') current.mtime = value;
  }
  return found;
}
