const SAFE_WHILE_STOPPED = [
  /^(?:version|help)$/,
  /^config [a-z]+[0-9]*$/,
  /^sysrq [mqtw]$/,
  /^stack [0-9]+$/,
  // Not the folders of processes nor of file systems: these lead to a disk.
  /^proc (?![0-9]|self|thread-self|fs\/|\/)/,
];

/**
 * Whether a stopped kernel, which cannot read its disks, can answer this. An allow-list.
 * Without zod: the monitor asks as well.
 */
export function isSafeWhileStopped(line: string): boolean {
  return SAFE_WHILE_STOPPED.some((pattern) => pattern.test(line));
}
