import type { LabLinkEnd } from '@umlaut/contracts/model';
import { farEnd, nearEnd, type Hop } from './drawn-way.ts';
import type { Stop } from './drop-words.ts';
import type { LabNames } from './lab-names.ts';
import type { Passage } from './passages.ts';

/** Why a switch that got a frame did not send it on where the way goes on. */
export function notSwitched(passage: Passage, onward: Hop | undefined, names: LabNames): Stop {
  const { nodeId } = farEnd(passage);
  const place = { kind: 'node', id: nodeId } as const;
  const name = names.node(nodeId);
  const { switched } = passage;
  if (switched === null || onward === undefined) {
    return { place, text: `${name} got it and did not send it on.`, advice: null };
  }
  const out = nearEnd(onward);
  const { vlan, to } = switched;
  if (!carries(out, vlan)) {
    return {
      place,
      text:
        `Stopped at ${name}: the frame is in VLAN ${vlan}, and ${names.port(out)}, which leads to ` +
        `${names.node(farEnd(onward).nodeId)}, ${vlanOf(out)}.`,
      advice: `Give both ports of ${name} the same VLAN, or route between the VLANs.`,
    };
  }
  if (to === 'itself')
    return { place, text: `${name} took it for its own DHCP and name service.`, advice: null };
  if (to === switched.port) {
    return {
      place,
      text: `${name} did not send it on: it heard that address last at ${names.port(farEnd(passage))}, where the frame came in.`,
      advice: `Let ${name} forget its stations, and look for a second machine with the same MAC address.`,
    };
  }
  return {
    place,
    text: `${name} sent it to port ${to} and not to ${names.port(out)}: it heard that address last at port ${to}.`,
    advice: `Let ${name} forget its stations, and look for a second machine with the same MAC address.`,
  };
}

/** What a switch did, in words, for the list of steps. */
export function switchedText({ switched, ...hop }: Passage, names: LabNames): string {
  const { nodeId } = farEnd(hop);
  const name = names.node(nodeId);
  if (switched === null) return `${name} repeats it at all other ports`;
  const { vlan, to, port } = switched;
  const where =
    to === 'all'
      ? `all other ports of VLAN ${vlan}`
      : to === 'itself'
        ? 'its own services'
        : to === port
          ? 'nowhere: its station is where it came from'
          : `port ${to}, where it heard that address (VLAN ${vlan})`;
  return `${name} takes it at port ${port} and sends it to ${where}`;
}

function carries({ vlan }: LabLinkEnd, wanted: number): boolean {
  if (vlan.mode === 'access') return vlan.vlan === wanted;
  return vlan.native === wanted || vlan.vlans === null || vlan.vlans.includes(wanted);
}

function vlanOf({ vlan }: LabLinkEnd): string {
  return vlan.mode === 'access' ? `is in VLAN ${vlan.vlan}` : 'is a trunk that does not carry it';
}
