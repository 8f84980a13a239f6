import type { LabClash } from '@umlaut/contracts/model';
import type { LabDocument } from '../document/lab-document.ts';
import type { Machines } from '../document/ports.ts';
import { linkName, nodeName, vlanTag } from '../node-words.ts';
import { portVlan } from '@umlaut/contracts/model';

/** By the last names of the path; of others "a setting" is said. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^label$/, 'The name'],
  [/^text$/, 'The text'],
  [/^enabled$/, 'Whether it is plugged in'],
  [/^ends\.\d+\.vlan/, 'The VLAN of a port'],
  [/^ends\.\d+/, 'An end'],
  [/^impairments/, 'An impairment'],
  [/^dhcp/, 'DHCP and DNS'],
  [/^forwards/, 'The port forwards'],
  [/^tunnel/, 'The tunnel'],
  [/^size/, 'The size'],
  [/^position/, 'The place'],
];

/** What two people did to one field or thing, as a sentence. */
export function clashSentence(clash: LabClash, document: LabDocument, machines: Machines): string {
  const name = nameOf(clash, document, machines);
  const path = clash.path.join('.');
  if (path === '') return `Somebody else removed ${name ?? 'what you changed'} meanwhile; it stays removed.`;
  const field = FIELDS.find(([pattern]) => pattern.test(path))?.[1] ?? 'A setting';
  const value = valueWords(clash.theirs);
  const change = value === null ? 'was changed' : `was set to ${value}`;
  return `${field} of ${name ?? 'it'} ${change} by somebody else meanwhile. Yours is in its place now.`;
}

function nameOf({ id }: LabClash, document: LabDocument, machines: Machines): string | null {
  const node = [...document.nodes.values()].find((one) => one.id === id);
  if (node !== undefined) return `"${nodeName(node, machines)}"`;
  const link = [...document.links.values()].find((one) => one.id === id);
  return link === undefined ? null : `the link ${linkName(link, document, machines)}`;
}

function valueWords(theirs: unknown): string | null {
  if (typeof theirs === 'string') return `"${theirs.slice(0, 60)}"`;
  if (typeof theirs === 'number') return String(theirs);
  if (typeof theirs === 'boolean') return theirs ? 'yes' : 'no';
  const vlan = portVlan.safeParse(theirs);
  return vlan.success ? (vlanTag(vlan.data) ?? 'VLAN 1') : null;
}
