import { chmod, mkdir, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { kernelId, type KernelId } from '@umlaut/contracts/model';
import { asStorageError, receiveStream, slugs, syncDirectory, writeFileAtomic } from '../process/index.ts';
import { elfObjection } from './elf-header.ts';
import { KERNEL_FILE, LABEL_FILE } from './imported-kernel.ts';
import { inspectKernel } from './inspect-kernel.ts';
import type { KernelFile } from './kernel-file.ts';
import type { RunKernelOptions } from './run-kernel.ts';
import { RESERVED_IDS } from './system-paths.ts';

export interface ImportKernelOptions {
  importedDir: string;
  label: string;
  /** The program: a request's body, a file's read stream. */
  source: AsyncIterable<Uint8Array>;
  maxBytes?: number | undefined;
  /** Account to run it as when this process is root. */
  runAs?: RunKernelOptions['runAs'];
  /** Further ids to avoid, besides those of the usual system kernels. */
  takenIds?: readonly string[] | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: ((receivedBytes: number) => void) | undefined;
}

/** With debugging symbols a kernel has a few hundred megabytes. */
const DEFAULT_MAX_BYTES = 1_073_741_824;

/**
 * Stores a UML kernel that comes as a stream, after **running it** to see that it is one (see run-kernel.ts
 * for how that is confined). Nothing is left behind when it fails.
 * @throws UmlautError KERNEL_INVALID, PAYLOAD_TOO_LARGE, STORAGE_FULL, CANCELLED, HOST_UNSUPPORTED
 */
export async function importKernel(options: ImportKernelOptions): Promise<KernelFile> {
  const { importedDir, label, runAs, signal, takenIds = [] } = options;
  await mkdir(importedDir, { recursive: true });
  const workDir = await mkdtemp(join(importedDir, '.import-'));
  try {
    // mkdtemp makes it 0700, but the machines' account must reach the kernel.
    await chmod(workDir, 0o755);
    const sizeBytes = await receive(join(workDir, KERNEL_FILE), options);
    const inspection = await inspectKernel(join(workDir, KERNEL_FILE), { runAs, signal });
    await writeFileAtomic(join(workDir, LABEL_FILE), `${label}\n`);
    await syncDirectory(workDir);
    const id = await moveInto(
      importedDir,
      workDir,
      slugs(label, 'kernel'),
      new Set([...RESERVED_IDS, ...takenIds]),
    );
    const path = join(importedDir, id, KERNEL_FILE);
    return { id, label, origin: 'imported', path, sizeBytes, problem: null, ...inspection };
  } catch (error) {
    throw asStorageError(error, importedDir);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function receive(path: string, options: ImportKernelOptions): Promise<number> {
  const { source, signal, onProgress, maxBytes = DEFAULT_MAX_BYTES } = options;
  await using file = await open(path, 'wx', 0o600);
  let head = Buffer.alloc(0);
  const onChunk = async (chunk: Uint8Array): Promise<void> => {
    if (head.length < 64) {
      head = Buffer.concat([head, chunk.subarray(0, 64 - head.length)]);
      if (head.length === 64) refuse(head);
    }
    await file.writeFile(chunk);
  };
  const received = await receiveStream({ source, maxBytes, signal, onChunk, onProgress });
  refuse(head);
  await file.chmod(0o555);
  await file.sync();
  return received;
}

function refuse(head: Buffer): void {
  const objection = elfObjection(head);
  if (objection !== null) throw new UmlautError('KERNEL_INVALID', objection);
}

/** Renames the folder to its first free name. */
async function moveInto(
  importedDir: string,
  workDir: string,
  candidates: Iterable<string>,
  taken: ReadonlySet<string>,
): Promise<KernelId> {
  for (const candidate of candidates) {
    const id = kernelId.parse(candidate);
    const target = join(importedDir, id);
    if (taken.has(id) || (await stat(target).catch(() => null)) !== null) continue;
    try {
      // rename(2) does not replace a folder that holds something, so of two imports at once one moves on.
      await rename(workDir, target);
    } catch (error) {
      if (
        error instanceof Error &&
        'code' in error &&
        (error.code === 'ENOTEMPTY' || error.code === 'EEXIST')
      )
        continue;
      throw error;
    }
    await syncDirectory(importedDir);
    return id;
  }
  throw new Error('unreachable: there is always another slug');
}
