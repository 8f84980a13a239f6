import { formatBytes } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';
import type { ReplayPlace } from './replay-place.ts';
import type { ReplayScale } from './replay-scale.ts';

/** How far a replay has come: "1:05 of 12:00", or "1.2 MiB of 3 MiB" where no time is known. Pure. */
export function placeText(place: ReplayPlace, { unit, total, valueOf }: ReplayScale): string {
  const text = unit === 'ms' ? clockText : formatBytes;
  return `${text(valueOf(place))} of ${text(total)}`;
}

/** "0:07", "12:00", "1:02:03". Pure. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** When that was, by the guest's host. */
export function whenText(at: number | null): string {
  return at === null ? 'Time not known' : formatExact(at);
}
