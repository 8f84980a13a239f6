/** One entry of a folder of an image. */
export interface ImageEntry {
  inode: number;
  name: string;
  /** st_mode, with the type. */
  mode: number;
  uid: number;
  gid: number;
  sizeBytes: number;
}

const TYPE = 0o170000;
const FOLDER = 0o040000;
const FILE = 0o100000;
/** Before what each command of a script answers, debugfs repeats it. */
const ECHO = /^debugfs: /;
/** A place in a folder that is free, or holds the folder's checksum. */
const NO_ENTRY = /^\/0\//;
/** `/INODE/MODE/UID/GID/NAME/SIZE/`; folders have no size. debugfs(8), ls -p */
const LINE = /^\/(\d+)\/([0-7]{6})\/(\d+)\/(\d+)\/(.+)\/(\d*)\/$/;

export const isFolder = ({ mode }: ImageEntry): boolean => (mode & TYPE) === FOLDER;
export const isFile = ({ mode }: ImageEntry): boolean => (mode & TYPE) === FILE;

/** A script that lists folders, given by their paths from the root of the image. */
export function listingScript(folders: readonly string[]): string {
  // Doubled is how a quoted word has a quote (lib/ss/parse.c of e2fsprogs).
  return folders.map((path) => `ls -p "/${path.replaceAll('"', '""')}"\n`).join('');
}

/**
 * What such a script printed, a list for each folder in order.
 * @throws Error with the line that is none: a name with a line break for instance
 */
export function parseListing(text: string): ImageEntry[][] {
  const lists: ImageEntry[][] = [];
  for (const line of text.split('\n')) {
    if (ECHO.test(line)) lists.push([]);
    else if (line !== '' && !NO_ENTRY.test(line)) {
      const entry = parseLine(line);
      if (entry.name !== '.' && entry.name !== '..') lists.at(-1)?.push(entry);
    }
  }
  return lists;
}

function parseLine(line: string): ImageEntry {
  const [, inode, mode, uid, gid, name, size] = LINE.exec(line) ?? [];
  if (mode === undefined || name === undefined) throw new Error(line);
  return {
    inode: Number(inode),
    name,
    mode: Number.parseInt(mode, 8),
    uid: Number(uid),
    gid: Number(gid),
    sizeBytes: Number(size),
  };
}

/**
 * The bits of a mode that debugfs leaves out, as far as they still mean the same when everything belongs to root:
 * a program that was setuid for somebody else must not become one that is setuid root.
 */
export function specialBits({ mode, uid, gid }: ImageEntry): number {
  return (mode & 0o1000) | (uid === 0 ? mode & 0o4000 : 0) | (gid === 0 ? mode & 0o2000 : 0);
}
