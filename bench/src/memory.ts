import { readFile } from 'node:fs/promises';

/**
 * Private memory of a process (USS), bytes: what its end would give back.
 * Sum of the Private_ lines of /proc/PID/smaps_rollup; proc_pid_smaps(5), Documentation/ABI/testing/procfs-smaps_rollup.
 */
export async function readPrivateMemory(pid: number): Promise<number> {
  return parsePrivateMemory(await readFile(`/proc/${pid}/smaps_rollup`, 'utf8'));
}

/** Pure. @throws Error when the text has no such line */
export function parsePrivateMemory(text: string): number {
  const lines = [...text.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)];
  if (lines.length === 0) throw new Error('Not a smaps_rollup');
  return lines.reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
}
