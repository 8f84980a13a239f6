import type { Kernel } from '@umlaut/contracts/model';

/** What a kernel is called in lists: the host's own by their version, imported ones as they were named. */
export function kernelName({ origin, version, label }: Kernel): string {
  return origin === 'system' ? `Linux ${version}` : label;
}
