import type { GuestMemoryBalance } from '@umlaut/contracts/model';
import { formatBytes, formatMiB } from '../../components/format-bytes.ts';

interface Change {
  before: GuestMemoryBalance;
  after: GuestMemoryBalance;
  /** What was asked for, in all. */
  wantedMiB: number;
}

/** What the button does: "Give 32 MiB back", "Return 16 MiB to the guest"; null when nothing would change. */
export function memoryVerb(takenMiB: number, wantedMiB: number): string | null {
  if (wantedMiB > takenMiB) return `Give ${formatMiB(wantedMiB - takenMiB)} back to the host`;
  if (wantedMiB < takenMiB) return `Return ${formatMiB(takenMiB - wantedMiB)} to the guest`;
  return null;
}

/** What really happened, in sentences: the host's gain is measured, not computed. */
export function memoryOutcome({ before, after, wantedMiB }: Change): string {
  const moved = after.takenMiB - before.takenMiB;
  if (moved <= 0) {
    const returned = -moved;
    return returned === 0 && wantedMiB !== after.takenMiB
      ? 'The guest gave nothing: it had no page to spare.'
      : `The guest may use ${formatMiB(returned)} again; the host provides them as they are touched.`;
  }
  const gained = Math.max(0, before.hostBytes - after.hostBytes);
  const short =
    after.takenMiB < wantedMiB ? ` Of ${formatMiB(wantedMiB - before.takenMiB)}, the guest` : ' The guest';
  const untouched =
    gained < moved * 1024 * 1024 * 0.9
      ? ' The rest had never been touched, so the host had not provided it.'
      : '';
  return `The host got back ${formatBytes(gained)}.${short} gave ${formatMiB(moved)}.${untouched}`;
}
