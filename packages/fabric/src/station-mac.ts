import { formatMac } from './ethernet.ts';

/** The address of what is inside a node: the same for the same node, administered locally (IEEE 802, second bit). */
export function stationMac(node: string): string {
  let [high, low] = [0x811c_9dc5, 0x0100_0193];
  for (const character of node) {
    high = Math.imul(high ^ character.charCodeAt(0), 0x0100_0193);
    low = Math.imul(low ^ character.charCodeAt(0), 0x85eb_ca6b) ^ (high >>> 13);
  }
  return formatMac(0x02_75_00 | (high & 0xff), low & 0xff_ff_ff);
}
