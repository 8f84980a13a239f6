import type { Packet } from '../packet-store/packet.ts';

export type TimeMode = 'first' | 'previous' | 'clock';

export const TIME_MODES: { value: TimeMode; label: string }[] = [
  { value: 'first', label: 'Since the first' },
  { value: 'previous', label: 'Since the previous' },
  { value: 'clock', label: 'Clock' },
];

export interface TimeBase {
  begun: bigint;
  /** Of the row before; null in the first row. */
  previous: Packet | null;
}

/** Microseconds are what a link of the lab is exact to. */
export function packetTime({ time }: Packet, mode: TimeMode, { begun, previous }: TimeBase): string {
  if (mode === 'clock') return clock(time);
  return seconds(time - (mode === 'first' ? begun : (previous?.time ?? time)));
}

function seconds(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? '-' : '';
  const micro = (nanoseconds < 0n ? -nanoseconds : nanoseconds) / 1000n;
  return `${sign}${micro / 1_000_000n}.${fraction(micro)}`;
}

function clock(nanoseconds: bigint): string {
  const date = new Date(Number(nanoseconds / 1_000_000n));
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.${fraction(nanoseconds / 1000n)}`;
}

function fraction(micro: bigint): string {
  return String(micro % 1_000_000n).padStart(6, '0');
}
