/** A request that is known to harm the guest. */
export interface Hazard {
  /** Start of the request line. */
  prefix: string;
  /** Start of the guest kernel's version; empty: every version tried (6.1 and 7.2). */
  kernelPrefix: string;
  /** Harmful only between `stop` and `go`. */
  whileStopped: boolean;
  effect: string;
}

/** Seen on 6.1.176 and 7.2.7; see docs/protocols/mconsole.md. */
export const HAZARDS: readonly Hazard[] = [
  { prefix: 'sysrq t', kernelPrefix: '6.1.', whileStopped: false, effect: 'The kernel panics' },
  {
    prefix: 'proc 1/root/',
    kernelPrefix: '',
    whileStopped: true,
    effect: 'The kernel panics unless the file is cached',
  },
  { prefix: 'config ubd', kernelPrefix: '7.2.', whileStopped: true, effect: 'The guest hangs' },
  { prefix: 'config mem=', kernelPrefix: '', whileStopped: true, effect: 'The kernel may run out of memory' },
];

/**
 * The hazard of sending this line, or null.
 * @param kernelVersion the guest's `uname -r`
 */
export function findHazard(line: string, kernelVersion: string, stopped: boolean): Hazard | null {
  const hazard = HAZARDS.find(
    ({ prefix, kernelPrefix, whileStopped }) =>
      line.startsWith(prefix) && kernelVersion.startsWith(kernelPrefix) && (stopped || !whileStopped),
  );
  return hazard ?? null;
}

const SAFE_WHILE_STOPPED = [
  /^(?:version|help)$/,
  /^config [a-z]+[0-9]*$/,
  /^sysrq [lmpqtw]$/,
  /^stack [0-9]+$/,
  // Not the folders of processes: `1/root/...` and the like lead to files on a disk.
  /^proc (?![0-9]|self|thread-self|\/)/,
];

/** Whether a stopped kernel, which cannot read its disks, can answer this. An allow-list. */
export function isSafeWhileStopped(line: string): boolean {
  return SAFE_WHILE_STOPPED.some((pattern) => pattern.test(line));
}
