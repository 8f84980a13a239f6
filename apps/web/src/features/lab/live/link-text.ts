import type { DropReason, FrameCounters, LinkState } from '@umlaut/contracts/model';
import type { StatusTone } from '../../../components/machine-status.ts';
import { operstateWords } from '../../../components/operstate.ts';

type Status = LinkState['status'];

export interface LinkWords {
  label: string;
  tone: StatusTone;
}

const WORDS: Readonly<Record<Status, LinkWords>> = {
  up: { label: 'Up', tone: 'good' },
  starting: { label: 'Being plugged in', tone: 'busy' },
  unplugged: { label: 'Unplugged', tone: 'idle' },
  storm: { label: 'Closed: storm', tone: 'bad' },
  broken: { label: 'Broken', tone: 'bad' },
};

/** How a link is; before the fabric has said so, only whether a person unplugged it is known. */
export function linkWords(status: Status | undefined, enabled: boolean): LinkWords {
  if (!enabled) return WORDS.unplugged;
  return status === undefined ? { label: 'Not known yet', tone: 'idle' } : WORDS[status];
}

/** What is known of the guest behind an interface. */
export interface GuestSide {
  isRunning: boolean;
  operstate: string | null;
  carrier: boolean | null;
}

/** How an interface of a machine is: a link that is up carries nothing while its guest is off, or has its end of it down. */
export function nicWords(status: Status | undefined, enabled: boolean, guest: GuestSide): LinkWords {
  const link = linkWords(status, enabled);
  if (link !== WORDS.up) return link;
  if (!guest.isRunning) return { label: 'The machine is off', tone: 'idle' };
  if (guest.operstate === null) return link;
  const { tone, label } = operstateWords(guest.operstate);
  if (tone === 'warn')
    return { label: `${label.charAt(0).toUpperCase()}${label.slice(1)} in the guest`, tone };
  return guest.carrier === false ? { label: 'No carrier in the guest', tone: 'warn' } : link;
}

const REASONS: Readonly<Record<DropReason, string>> = {
  loss: 'lost on purpose',
  corrupt: 'corrupt',
  'queue-full': 'queue full',
  unplugged: 'unplugged',
  vlan: 'not of this VLAN',
  storm: 'storm guard',
  'too-long': 'too long',
  'too-short': 'too short',
  'wrong-cookie': 'wrong cookie',
  'wrong-session': 'wrong session',
  malformed: 'malformed',
  'send-failed': 'not sent',
  'no-link': 'no link',
};

/** "3 lost on purpose, 1 queue full"; empty when nothing was dropped. */
export function dropText({ drops }: FrameCounters): string {
  return Object.entries(drops)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${isReason(reason) ? REASONS[reason] : reason}`)
    .join(', ');
}

function isReason(text: string): text is DropReason {
  return Object.hasOwn(REASONS, text);
}
