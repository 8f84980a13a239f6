import type { GuestInterface } from '@umlaut/contracts/model';
import type { StatusTone } from '../../components/machine-status.ts';

export interface InterfaceStatus {
  tone: StatusTone;
  /** As the kernel calls it. */
  label: string;
  /** What that means. */
  hint: string;
}

/** How an interface stands, by its operstate and whether it was switched on; RFC 2863 names the states. Pure. */
export function interfaceStatus({ name, operstate, up }: GuestInterface): InterfaceStatus {
  if (operstate === 'up') return { tone: 'good', label: 'up', hint: 'It carries packets' };
  if (!up)
    return { tone: 'bad', label: 'down', hint: 'It is switched off in the guest: ip link set NAME up' };
  // The loopback and tunnels never tell.
  if (operstate === 'unknown') {
    return {
      tone: 'good',
      label: name === 'lo' ? 'up' : 'up (unknown)',
      hint: 'On; its driver tells no more',
    };
  }
  if (operstate === 'dormant') {
    return { tone: 'warn', label: operstate, hint: 'On, and waits for something outside' };
  }
  return { tone: 'bad', label: operstate, hint: 'Switched on, but it carries nothing' };
}
