import { closeSync, existsSync, openSync, readSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { elfDependencies, type ElfDependencies } from './elf-dependencies.ts';
import type { SandboxFile } from './sandbox-arguments.ts';

/**
 * Folders that dynamic loaders search by themselves, Debian's multiarch ones first. The sandbox has no
 * ld.so.cache, so a library must appear where it would be found without one; ld.so(8).
 */
const LIBRARY_DIRS = [
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/lib64',
  '/usr/lib64',
  '/lib',
  '/usr/lib',
];

/** glibc loads it by name when a thread is cancelled, as UML 7.2 does when it ends; without it, it aborts. */
const LOADED_LATER = 'libgcc_s.so.1';

/**
 * The dynamic loader and all libraries that a kernel needs, directly or not; empty for a static one.
 * Reads ELF headers only (under a millisecond), runs nothing.
 * @throws UmlautError KERNEL_INVALID when it is no ELF program or a library is missing
 */
export function kernelFiles(kernelPath: string): SandboxFile[] {
  const kernel = readDependencies(kernelPath);
  if (kernel === null) {
    throw new UmlautError('KERNEL_INVALID', `${kernelPath} is not a 64-bit program`, {
      hint: 'Choose a linux.uml made for this host',
    });
  }
  const found = new Map<string, SandboxFile>();
  if (kernel.interpreter !== null) add(found, kernel.interpreter);
  const waiting: ElfDependencies[] = [kernel];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const name of next.needed) {
      if (found.has(name)) continue;
      const path = findLibrary(name, next.searchDirs);
      if (path === null) {
        throw new UmlautError(
          'KERNEL_INVALID',
          `${kernelPath} needs ${name}, which this host does not have`,
          {
            hint: `Install the package that has ${name}, or choose another kernel`,
          },
        );
      }
      add(found, path);
      const dependencies = readDependencies(path);
      if (dependencies !== null) waiting.push(dependencies);
    }
  }
  const later = kernel.interpreter === null ? null : findLibrary(LOADED_LATER, kernel.searchDirs);
  if (later !== null) add(found, later);
  return [...found.values()];
}

function add(found: Map<string, SandboxFile>, target: string): void {
  if (!existsSync(target)) {
    throw new UmlautError('KERNEL_INVALID', `The kernel's loader ${target} does not exist on this host`);
  }
  found.set(basename(target), { source: realpathSync(target), target });
}

function findLibrary(name: string, searchDirs: readonly string[]): string | null {
  const dirs = [...searchDirs, ...LIBRARY_DIRS];
  return dirs.map((dir) => join(dir, name)).find((path) => existsSync(path)) ?? null;
}

function readDependencies(path: string): ElfDependencies | null {
  const fd = openSync(path, 'r');
  try {
    return elfDependencies((offset, length) => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(fd, bytes, 0, length, offset));
    });
  } finally {
    closeSync(fd);
  }
}
