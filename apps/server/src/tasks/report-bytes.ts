import type { TaskHandle } from './task-registry.ts';

const MIB = 1024 * 1024;

/** Progress of an upload from the bytes that have arrived. @param totalBytes null when it is not known */
export function reportBytes(task: TaskHandle, totalBytes: number | null): (bytes: number) => void {
  return (bytes) => {
    const isAll = totalBytes !== null && bytes >= totalBytes;
    const fraction = totalBytes === null || totalBytes === 0 ? null : Math.min(1, bytes / totalBytes);
    task.progress(fraction, isAll ? 'Checking' : `${Math.floor(bytes / MIB)} MiB received`);
  };
}
