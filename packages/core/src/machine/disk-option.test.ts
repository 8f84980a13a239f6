import type { LaunchDisk } from '@umlaut/contracts/monitor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diskOption } from './disk-option.ts';

const raw: LaunchDisk = { index: 1, path: '/d/ubdb', backingPath: null, readOnly: false };

describe('diskOption', () => {
  it.each<[Partial<LaunchDisk>, string]>([
    [{}, 'ubd1=/d/ubdb'],
    [{ index: 15, noCow: true }, 'ubd15d=/d/ubdb'],
    [{ backingPath: '/i/tiny.img' }, 'ubd1=/d/ubdb,/i/tiny.img'],
    [{ serial: 'data-1' }, 'ubd1=/d/ubdb,,data-1'],
    [{ backingPath: '/i/tiny.img', serial: 'x' }, 'ubd1=/d/ubdb,/i/tiny.img,x'],
    [{ readOnly: true, sync: true, noCow: true, shared: true, noTrim: true }, 'ubd1rsdct=/d/ubdb'],
  ])('%o', (changes, option) => {
    expect(diskOption({ ...raw, ...changes }, 'disks.0')).toBe(option);
  });

  it.each<[Partial<LaunchDisk>, string, string]>([
    [{ index: 16 }, 'INVALID_INPUT', 'disks.0.index'],
    [{ path: '/a,b' }, 'PATH_UNSUPPORTED', 'disks.0.path'],
    [{ backingPath: '/a b' }, 'PATH_UNSUPPORTED', 'disks.0.backingPath'],
    [{ noCow: true, backingPath: '/i' }, 'INVALID_INPUT', 'disks.0.noCow'],
  ])('refuses %o', (changes, code, field) => {
    expect(() => diskOption({ ...raw, ...changes }, 'disks.0')).toThrow(
      expect.objectContaining({ code, field }) as Error,
    );
  });

  it('lets no serial become another option', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (serial) => {
        let option: string;
        try {
          option = diskOption({ ...raw, serial }, 'disks.0');
        } catch {
          return;
        }
        expect(option).toMatch(/^ubd1=\/d\/ubdb,,[A-Za-z0-9._-]{1,20}$/);
      }),
    );
  });
});
