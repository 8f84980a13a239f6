import { open } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { KernelCapability } from '@umlaut/contracts/model';
import { capabilitiesOf } from './capabilities.ts';
import { elfObjection } from './elf-header.ts';
import { parseConfig } from './kernel-config.ts';
import { parseVersion } from './kernel-version.ts';
import { runKernel, type RunKernelOptions } from './run-kernel.ts';

export interface KernelInspection {
  version: string;
  capabilities: KernelCapability[];
}

/**
 * Asks a kernel what it is by running it three times, confined (run-kernel.ts).
 * @throws UmlautError KERNEL_INVALID when it is no UML kernel for this machine; KERNEL_UNAVAILABLE when the
 * file cannot be read; HOST_UNSUPPORTED, DEADLINE_EXCEEDED and CANCELLED of runKernel
 */
export async function inspectKernel(path: string, options: RunKernelOptions = {}): Promise<KernelInspection> {
  const objection = elfObjection(await firstBytes(path));
  if (objection !== null) throw new UmlautError('KERNEL_INVALID', objection, { details: { path } });
  const version = await runKernel(path, '--version', options);
  const release = version.code === 0 ? parseVersion(version.stdout) : null;
  if (release === null) {
    const said = (version.stderr || version.stdout).trim().split('\n')[0]?.slice(0, 200) ?? '';
    throw new UmlautError(
      'KERNEL_INVALID',
      `The program does not answer --version as a UML kernel does${said === '' ? '' : `: ${said}`}`,
      { details: { path, code: version.code, signal: version.signal } },
    );
  }
  const [config, help] = await Promise.all([
    runKernel(path, '--showconfig', options),
    runKernel(path, '--help', options),
  ]);
  return {
    version: release,
    capabilities: capabilitiesOf({
      version: release,
      config: parseConfig(config.stdout),
      help: help.stdout,
    }),
  };
}

async function firstBytes(path: string): Promise<Buffer> {
  const start = Buffer.alloc(64);
  try {
    await using file = await open(path);
    const { bytesRead } = await file.read(start);
    return start.subarray(0, bytesRead);
  } catch (cause) {
    throw new UmlautError('KERNEL_UNAVAILABLE', `${path} cannot be read`, { details: { path }, cause });
  }
}
