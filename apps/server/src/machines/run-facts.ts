import type { ConsoleName } from '@umlaut/contracts/model';
import type { KernelFile } from '@umlaut/core/kernels';
import type { MachineEntry } from './machine-registry.ts';

/** Identity of one boot of a kernel; null without one. A guest that reboots keeps its monitor and boot id. */
export function runKey({ run }: MachineEntry): string | null {
  return run?.kind === 'watched' ? `${run.status.bootId}/${run.status.runCount}` : null;
}

/** Lines that lead to the browser: of the run, or else of the next one. */
export function consolesOf({ record, run }: MachineEntry): ConsoleName[] {
  if (run?.kind === 'watched') return run.status.consoles;
  return record.lines.flatMap(({ name, channel }) => (channel.kind === 'browser' ? [name] : []));
}

/** `mem=` of the run, or what the next one gets: the configuration may have changed since the start. */
export function runMemoryMiB({ record, run }: MachineEntry): number {
  const words = run?.kind === 'watched' ? run.status.commandLine : [];
  const digits = words.map((word) => /^mem=(\d+)M$/.exec(word)?.[1]).find((found) => found !== undefined);
  return digits === undefined ? record.memoryMiB : Number(digits);
}

/** The kernel of the run, or of the next one; undefined when its file is gone. */
export function runKernel(
  { record, run }: MachineEntry,
  kernels: readonly KernelFile[],
): KernelFile | undefined {
  const path = run?.kind === 'watched' ? run.status.commandLine[0] : undefined;
  return kernels.find((file) => (path === undefined ? file.id === record.kernelId : file.path === path));
}
