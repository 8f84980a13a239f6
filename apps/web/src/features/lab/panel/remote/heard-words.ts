/** How long ago something came from another host. */
export function heardWords(seconds: number | null): string {
  if (seconds === null) return 'Never';
  if (seconds < 3) return 'Now';
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min ago`;
  return `${Math.round(seconds / 3600)} h ago`;
}
