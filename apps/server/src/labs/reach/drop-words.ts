import type { DropReason, Impairment, PortVlan } from '@umlaut/contracts/model';
import { farEnd } from './drawn-way.ts';
import type { LabNames } from './lab-names.ts';
import type { Passage } from './passages.ts';

export interface Stop {
  place:
    | { kind: 'node'; id: Passage['link']['ends'][0]['nodeId'] }
    | { kind: 'link'; id: Passage['link']['id'] };
  /** A sentence. */
  text: string;
  advice: string | null;
}

/** Where and why the fabric dropped a frame. */
export function dropped(passage: Passage, reason: DropReason, names: LabNames): Stop {
  const { link, direction } = passage;
  const far = farEnd(passage);
  const onLink = { kind: 'link', id: link.id } as const;
  const atNode = { kind: 'node', id: far.nodeId } as const;
  const the = names.link(link);
  switch (reason) {
    case 'unplugged':
      return { place: onLink, text: `${capital(the)} is unplugged.`, advice: 'Plug it in.' };
    case 'storm':
      return {
        place: onLink,
        text: `The storm guard closed ${the}.`,
        advice: 'Take the second way round away, then open the link again.',
      };
    case 'loss':
      return {
        place: onLink,
        text: `It was lost on ${the}, which loses ${lossOf(link.impairments[direction])} of the frames in this direction.`,
        advice: 'Set less loss for this link.',
      };
    case 'queue-full':
      return {
        place: onLink,
        text: `It found the queue of ${the} full.`,
        advice: 'Give the link a higher rate or a longer queue, or send less over it.',
      };
    case 'vlan':
      return {
        place: atNode,
        text: `${names.node(far.nodeId)} does not take it at ${names.port(far)}: ${refusal(far.vlan)}.`,
        advice: 'Change the VLAN of that port, or what the machine tags.',
      };
    case 'no-link':
      return {
        place: atNode,
        text: `${capital(the)} leads nowhere: ${names.node(far.nodeId)} is not there or does not run.`,
        advice: null,
      };
    case 'corrupt':
    case 'too-long':
    case 'too-short':
    case 'wrong-cookie':
    case 'wrong-session':
    case 'malformed':
    case 'send-failed':
      return { place: atNode, text: `${names.end(far)} dropped it (${reason}).`, advice: null };
  }
}

function lossOf({ lossPercent }: Impairment): string {
  return `${lossPercent} %`;
}

/** Frames that machines send have no tag, unless they make one. */
function refusal(vlan: PortVlan): string {
  if (vlan.mode === 'access') return `the port is in VLAN ${vlan.vlan} and takes no tagged frames`;
  if (vlan.native === null)
    return 'the port is a trunk and takes only tagged frames, of the VLANs it carries';
  return 'the port is a trunk and does not carry the VLAN of that frame';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
