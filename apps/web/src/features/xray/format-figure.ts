import { formatBytes } from '../../components/format-bytes.ts';

/** "0.4 %", "12 %": tenths only where they matter. */
export function formatPercent(value: number): string {
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} %`;
}

/** Bytes per second; less than one counts as none. */
export function formatByteRate(value: number): string {
  return `${formatBytes(value < 1 ? 0 : value)}/s`;
}

/** Events per second: "0", "0.4", "12", "3.4 k". */
export function formatRate(value: number): string {
  if (value < 0.05) return '0';
  if (value < 9.95) return value.toFixed(1);
  if (value < 9_999.5) return String(Math.round(value));
  return value < 999_950 ? `${(value / 1e3).toFixed(1)} k` : `${(value / 1e6).toFixed(1)} M`;
}

const grouped = new Intl.NumberFormat('en', { useGrouping: true });

/** A count with thin groups: "1 234 567". */
export function formatCount(value: number): string {
  return grouped.format(value).replaceAll(',', '\u202F');
}
