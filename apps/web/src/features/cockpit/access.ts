import type { MachineState } from '@umlaut/contracts/model';

/**
 * Whether there is a kernel to ask: `open`, `paused` (the guest stands still, its kernel answers), `ending`
 * (it answers until it is gone), `closed`.
 */
export type Access = 'open' | 'paused' | 'ending' | 'closed';

export function accessOf({ phase }: MachineState): Access {
  switch (phase) {
    case 'running':
      return 'open';
    case 'paused':
      return 'paused';
    case 'stopping':
      return 'ending';
    case 'stopped':
    case 'starting':
    case 'rebooting':
      return 'closed';
  }
}
