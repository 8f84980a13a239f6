import { MAX_VLAN } from '@umlaut/contracts/model';

/** "1, 10-12" as [1, 10, 11, 12]; null for an empty text, undefined for what is no list of VLANs. */
export function parseVlans(text: string): number[] | null | undefined {
  if (text.trim() === '') return null;
  const vlans = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,4})\s*(?:-\s*(\d{1,4})\s*)?$/.exec(part);
    if (match === null) return undefined;
    const first = Number(match[1]);
    const last = match[2] === undefined ? first : Number(match[2]);
    if (first < 1 || last > MAX_VLAN || last < first) return undefined;
    for (let vlan = first; vlan <= last; vlan += 1) vlans.add(vlan);
  }
  return [...vlans].toSorted((one, other) => one - other);
}

/** The shortest text that `parseVlans` reads so; empty for null: all. */
export function formatVlans(vlans: readonly number[] | null): string {
  const sorted = (vlans ?? []).toSorted((one, other) => one - other);
  const runs: [number, number][] = [];
  for (const vlan of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === vlan - 1) run[1] = vlan;
    else runs.push([vlan, vlan]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}
