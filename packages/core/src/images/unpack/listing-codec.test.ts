import { describe, expect, it } from 'vitest';
import { isFile, isFolder, listingScript, parseListing, specialBits } from './listing-codec.ts';

/** Of debugfs 1.47.0. */
const PRINTED = `debugfs: ls -p "/"
/2/040755/0/0/.//
/2/040755/0/0/..//
/11/041777/0/0/tmp//
/5328/100644/0/0/a b'c"d,e/2/
/5331/104755/1000/0/suid/52428800/
/0/000000/0/0//0/

debugfs: ls -p "/tmp"
/11/041777/0/0/.//
/2/040755/0/0/..//

`;

describe('the listing of an image', () => {
  it('is asked for with names in quotes', () => {
    expect(listingScript(['', 'a "b" c'])).toBe('ls -p "/"\nls -p "/a ""b"" c"\n');
  });

  it('is read folder by folder', () => {
    const [root = [], tmp] = parseListing(PRINTED);
    expect(root.map(({ name }) => name)).toEqual(['tmp', `a b'c"d,e`, 'suid']);
    expect(root[2]).toEqual({
      inode: 5331,
      name: 'suid',
      mode: 0o104755,
      uid: 1000,
      gid: 0,
      sizeBytes: 52_428_800,
    });
    expect(root.map(isFolder)).toEqual([true, false, false]);
    expect(root.map(isFile)).toEqual([false, true, true]);
    expect(tmp).toEqual([]);
  });

  it('refuses what is no line of a listing', () => {
    expect(() => parseListing('debugfs: ls -p "/"\n/5332/100644/0/0/new\nline/0/\n')).toThrow('/0/0/new');
  });

  it('makes nobody root who was not', () => {
    const entry = { inode: 1, name: 'x', uid: 0, gid: 0, sizeBytes: 0 };
    expect(specialBits({ ...entry, mode: 0o107755 })).toBe(0o7000);
    expect(specialBits({ ...entry, mode: 0o107755, uid: 1, gid: 42 })).toBe(0o1000);
    expect(specialBits({ ...entry, mode: 0o100755 })).toBe(0);
  });
});
