/** "2 disks and 1 snapshot over it". Pure. */
export function layersText(disks: number, snapshots: number): string {
  const parts = [counted(disks, 'disk'), counted(snapshots, 'snapshot')].filter((part) => part !== null);
  return parts.length === 0 ? 'Nothing lies over it' : `${parts.join(' and ')} over it`;
}

function counted(count: number, noun: string): string | null {
  if (count === 0) return null;
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
