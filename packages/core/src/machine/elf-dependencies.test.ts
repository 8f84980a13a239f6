import fc from 'fast-check';
import { closeSync, openSync, readSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elfDependencies, type ReadAt } from './elf-dependencies.ts';
import { kernelFiles } from './kernel-files.ts';

const readerOf =
  (bytes: Buffer): ReadAt =>
  (offset, length) =>
    bytes.subarray(offset, offset + length);

describe('elfDependencies', () => {
  it('finds the loader and the C library of a real program', () => {
    const fd = openSync(process.execPath, 'r');
    const found = elfDependencies((offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
    });
    closeSync(fd);
    expect(found?.interpreter).toMatch(/^\/lib.*\/ld-linux/);
    expect(found?.needed).toContain('libc.so.6');
  });

  it.each([Buffer.alloc(0), Buffer.from('#!/bin/sh\n'.repeat(20)), Buffer.alloc(64)])(
    'answers null for what is no ELF file',
    (bytes) => {
      expect(elfDependencies(readerOf(bytes))).toBeNull();
    },
  );

  it('survives arbitrary bytes after a good magic', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (tail) => {
        const bytes = Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]), tail]);
        const found = elfDependencies(readerOf(bytes));
        expect(found === null || Array.isArray(found.needed)).toBe(true);
      }),
    );
  });
});

describe('kernelFiles', () => {
  it('lists real files at the paths that the loader will look at', () => {
    const files = kernelFiles(process.execPath);
    expect(files.some(({ target }) => target.endsWith('/libc.so.6'))).toBe(true);
    for (const { source } of files) expect(source.startsWith('/')).toBe(true);
  });

  it('lists the library that glibc only loads when a thread is cancelled', () => {
    const files = kernelFiles('/usr/bin/true');
    expect(files.filter(({ target }) => target.endsWith('/libgcc_s.so.1'))).toHaveLength(1);
  });

  it('refuses a script', () => {
    expect(() => kernelFiles(import.meta.filename)).toThrow(
      expect.objectContaining({ code: 'KERNEL_INVALID' }),
    );
  });
});
