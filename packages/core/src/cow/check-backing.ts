import { stat } from 'node:fs/promises';
import type { CowInfo } from './read-cow.ts';

/** Whether a kernel would accept the backing file of a copy-on-write file, with the figures that differ. */
export type BackingCheck =
  | { status: 'ok' }
  | { status: 'missing'; path: string }
  /** It is there but cannot serve: no regular file, or it may not be looked at. */
  | { status: 'unusable'; path: string; reason: string }
  | { status: 'size-changed'; path: string; expectedBytes: number; actualBytes: number }
  /** Whole seconds since 1970; the content may or may not differ. */
  | { status: 'mtime-changed'; path: string; expectedSeconds: number; actualSeconds: number };

/** The kernel's own test, in its order; `open_ubd_file()` in arch/um/drivers/ubd_kern.c. Never throws. */
export async function checkBacking(
  info: Pick<CowInfo, 'backingPath' | 'backingSizeBytes' | 'backingMtimeSeconds'>,
): Promise<BackingCheck> {
  const path = info.backingPath;
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) return { status: 'unusable', path, reason: 'It is not a regular file' };
    const actualBytes = Number(found.size);
    if (actualBytes !== info.backingSizeBytes) {
      return { status: 'size-changed', path, expectedBytes: info.backingSizeBytes, actualBytes };
    }
    const actualSeconds = wholeSeconds(found.mtimeNs);
    if (actualSeconds !== info.backingMtimeSeconds) {
      return { status: 'mtime-changed', path, expectedSeconds: info.backingMtimeSeconds, actualSeconds };
    }
    return { status: 'ok' };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return { status: 'missing', path };
    return { status: 'unusable', path, reason: `It cannot be looked at: ${code}` };
  }
}

/** `st_mtime` as C sees it: nanoseconds cut off towards the past. */
export function wholeSeconds(nanoseconds: bigint): number {
  return Math.floor(Number(nanoseconds / 1_000_000n) / 1000);
}
