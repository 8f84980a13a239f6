/** A request that is known to harm the guest. */
export interface Hazard {
  /** The request lines. */
  line: RegExp;
  /** The guest kernels' versions; absent: every version tried (6.1 and 7.2). */
  kernel?: RegExp;
  /** Harmful only between `stop` and `go`. */
  whileStopped: boolean;
  /** What happens, as the end of a sentence that begins with the request. */
  effect: string;
}

/** Seen on 6.1.176 and 7.2.7; see docs/protocols/mconsole.md. */
const HAZARDS: readonly Hazard[] = [
  { line: /^sysrq t/, kernel: /^6\.1\./, whileStopped: false, effect: 'makes a 6.1 kernel panic' },
  {
    line: /^proc (?:.*\/)?fd\//,
    whileStopped: false,
    effect: 'opens a file that a process has open: a terminal or a pipe blocks the work queue for good',
  },
  {
    line: /^proc .*\broot\/+dev\//,
    whileStopped: false,
    effect: 'reads a device: a terminal blocks the work queue, and /dev/zero never ends',
  },
  {
    line: /^proc (?:.*\/)?(?:kmsg|sysrq-trigger)$/,
    whileStopped: false,
    effect: 'opens a file of the kernel that blocks or is only written',
  },
  {
    line: /^proc (?:[0-9]+|self|thread-self)\/root\//,
    whileStopped: true,
    effect: 'makes a stopped kernel panic unless the file is cached',
  },
  {
    line: /^proc fs\//,
    whileStopped: true,
    effect: 'makes a stopped kernel panic when it has to read its disk for the answer',
  },
  { line: /^config ubd.*=/, kernel: /^7\./, whileStopped: true, effect: 'hangs a stopped 7.2 kernel' },
  { line: /^config mem=/, whileStopped: true, effect: 'may run a stopped kernel out of memory' },
];

/**
 * The hazard of sending this line, or null.
 * @param kernelVersion the guest's `uname -r`; null when unknown: then every kernel's hazards count
 */
export function findHazard(line: string, kernelVersion: string | null, stopped: boolean): Hazard | null {
  const hazard = HAZARDS.find(
    ({ line: pattern, kernel, whileStopped }) =>
      pattern.test(line) &&
      (kernelVersion === null || kernel === undefined || kernel.test(kernelVersion)) &&
      (stopped || !whileStopped),
  );
  return hazard ?? null;
}
