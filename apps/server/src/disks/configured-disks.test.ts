import { NO_SNAPSHOTS } from '../snapshots/snapshot-tree.ts';
import { imageId, type DiskConfig } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import {
  findFurtherDisk,
  freeNumber,
  imagesOf,
  rootDisk,
  withDisk,
  withoutDisk,
} from './configured-disks.ts';

const tiny = imageId.parse('tiny');
const root = rootDisk(tiny);
const raw = (number: number): DiskConfig => ({ ...root, number, kind: 'raw', imageId: null });
const over = (disks: DiskConfig[]) => ({ root: 'disk' as const, disks });

describe('configured disks', () => {
  it('gives out the lowest free number, or the one that is wanted', () => {
    expect(freeNumber(over([root, raw(1), raw(3)]), undefined)).toBe(2);
    expect(freeNumber(over([root]), 15)).toBe(15);
    expect(() => freeNumber(over([root, raw(3)]), 3)).toThrow(
      expect.objectContaining({ code: 'DISK_IN_USE', field: 'number' }) as Error,
    );
    const all = Array.from({ length: 16 }, (_, number) => raw(number));
    expect(() => freeNumber(over(all), undefined)).toThrow(
      expect.objectContaining({
        code: 'INVALID_INPUT',
        field: 'number',
        message: 'number: The machine has 16 disks, as many as UML has room for.',
      }) as Error,
    );
  });

  it('keeps the root disk, and names what is not there', () => {
    expect(findFurtherDisk([root, raw(1)], 1)).toEqual(raw(1));
    expect(() => findFurtherDisk([root], 0)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT' }) as Error,
    );
    expect(() => findFurtherDisk([root], 1)).toThrow(
      expect.objectContaining({ code: 'DISK_NOT_FOUND' }) as Error,
    );
  });

  it('stays in order', () => {
    expect(withDisk([root, raw(5)], raw(2)).map(({ number }) => number)).toEqual([0, 2, 5]);
    expect(withDisk([root, raw(5)], { ...raw(5), plugged: false })[1]?.plugged).toBe(false);
    expect(withoutDisk([root, raw(5)], 5)).toEqual([root]);
  });

  it('counts every image once', () => {
    const other = { ...raw(1), imageId: imageId.parse('other') };
    const disks = [root, other, { ...raw(2), imageId: tiny }];
    expect([...imagesOf({ disks, snapshots: NO_SNAPSHOTS })]).toEqual(['tiny', 'other']);
  });

  it('keeps ubda free of a machine that boots from a directory, which needs no image', () => {
    const machine = { root: 'directory' as const, disks: [] };
    expect(freeNumber(machine, undefined)).toBe(1);
    expect(() => freeNumber(machine, 0)).toThrow(
      expect.objectContaining({ code: 'ROOT_IS_DIRECTORY', field: 'number' }) as Error,
    );
    const full = Array.from({ length: 15 }, (_, index) => raw(index + 1));
    expect(() => freeNumber({ ...machine, disks: full }, undefined)).toThrow(/has 15 disks/);
    expect([...imagesOf({ ...machine, snapshots: NO_SNAPSHOTS })]).toEqual([]);
  });
});
