/** Sizes of memory and disks in a sentence: "41 MiB", "1.5 GiB". Pure. */
export function formatSize(bytes: number): string {
  const mib = bytes / 2 ** 20;
  if (mib < 1) return `${Math.round(bytes / 1024)} KiB`;
  if (mib < 1023.5) return `${Math.round(mib)} MiB`;
  const gib = mib / 1024;
  return `${gib.toFixed(gib < 99.95 ? 1 : 0).replace(/\.0$/, '')} GiB`;
}

/** How long, in a sentence: "8 s", "3 min", "2 h 14 min", "12 d 3 h". Pure. */
export function formatSpan(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${Math.max(0, Math.floor(seconds))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return pair(hours, 'h', minutes % 60, 'min');
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(big: number, bigName: string, small: number, smallName: string): string {
  return small === 0 ? `${big} ${bigName}` : `${big} ${bigName} ${small} ${smallName}`;
}
