import type { LabDocument } from '../document/lab-document.ts';

/** 10.0.0.0/24, or the next such one that no switch of the lab has. */
export function freeSubnet({ nodes }: LabDocument): string {
  const taken = new Set(
    [...nodes.values()].map((node) => (node.kind === 'switch' ? node.dhcp?.subnet.split('/')[0] : undefined)),
  );
  for (let third = 0; third < 256; third += 1) {
    if (!taken.has(`10.0.${third}.0`)) return `10.0.${third}.0/24`;
  }
  return '10.1.0.0/24';
}
