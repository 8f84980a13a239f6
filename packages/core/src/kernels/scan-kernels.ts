import { realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { isUmlautError } from '@umlaut/contracts/errors';
import { kernelId, type Kernel } from '@umlaut/contracts/model';
import { slugs } from '../process/index.ts';
import { listImported } from './imported-kernel.ts';
import { inspectKernel, type KernelInspection } from './inspect-kernel.ts';
import type { KernelFile } from './kernel-file.ts';
import type { RunKernelOptions } from './run-kernel.ts';
import { SYSTEM_PATHS } from './system-paths.ts';

export interface ScanKernelsOptions {
  /** Folder of imported kernels; may be missing. */
  importedDir: string;
  /** Where kernels that the host's administrator installed may lie; several names of one file count once. */
  systemPaths?: readonly string[] | undefined;
  /** Account to run them as when this process is root. */
  runAs?: RunKernelOptions['runAs'];
}

type Candidate = Pick<KernelFile, 'id' | 'label' | 'origin' | 'path'>;
type Finding = KernelInspection & { problem: string | null };

/** Inspections by path, size and change time: a kernel that has not changed is not run again. */
const inspected = new Map<string, Finding>();

/**
 * Every kernel that this host has, the system's first. A file that is there but does not work is listed with
 * the `problem`, version "" and no capabilities.
 */
export async function scanKernels(options: ScanKernelsOptions): Promise<KernelFile[]> {
  const { importedDir, runAs, systemPaths = SYSTEM_PATHS } = options;
  const system = await systemKernels(systemPaths);
  const taken = new Set(system.map(({ id }) => id));
  const imported = (await listImported(importedDir)).filter(({ id }) => !taken.has(id));
  const candidates: Candidate[] = [
    ...system,
    ...imported.map((kernel) => ({ ...kernel, origin: 'imported' as const })),
  ];
  const found: KernelFile[] = [];
  for (const candidate of candidates) {
    const file = await stat(candidate.path).catch(() => null);
    if (file === null || !file.isFile()) continue;
    const key = `${candidate.path}\0${file.size}\0${file.mtimeMs}\0${file.ctimeMs}`;
    const finding = inspected.get(key) ?? (await inspect(candidate, { runAs }));
    // A deadline or a missing program may be over the next time.
    if (finding.problem === null) inspected.set(key, finding);
    found.push({ ...candidate, ...finding, sizeBytes: file.size });
  }
  return found;
}

async function inspect({ path, origin }: Candidate, options: RunKernelOptions): Promise<Finding> {
  try {
    return { ...(await inspectKernel(path, { ...options, trusted: origin === 'system' })), problem: null };
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return { version: '', capabilities: [], problem: error.message };
  }
}

async function systemKernels(paths: readonly string[]): Promise<Candidate[]> {
  const resolved = await Promise.all(paths.map(async (path) => realpath(path).catch(() => null)));
  const unique = [...new Set(resolved.filter((path) => path !== null))];
  const ids = new Set<Kernel['id']>();
  return unique.map((path) => {
    for (const slug of slugs(basename(path), 'kernel')) {
      const id = kernelId.parse(slug);
      if (ids.has(id)) continue;
      ids.add(id);
      return { id, label: `Installed as ${path}`, origin: 'system' as const, path };
    }
    throw new Error('unreachable: there is always another slug');
  });
}
