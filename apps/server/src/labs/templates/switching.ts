import type { PortVlan } from '@umlaut/contracts/model';
import { oval, dhcpOn, plannedNote, plannedSwitch, type LabPlan } from './lab-plan.ts';

const access = (vlan: number): PortVlan => ({ mode: 'access', vlan });
const TRUNK: PortVlan = { mode: 'trunk', vlans: null, native: null };

const vlans: LabPlan = {
  id: 'vlan-trunk',
  name: 'VLANs over a trunk',
  description:
    'Two departments on two switches: VLAN 10 and VLAN 20 share one trunk and never see each other.',
  machines: [
    { key: 'red1', x: 0, y: 0 },
    { key: 'blue1', x: 0, y: 320 },
    { key: 'red2', x: 900, y: 0 },
    { key: 'blue2', x: 900, y: 320 },
  ],
  nodes: [
    plannedSwitch({ key: 'sw1', x: 260, y: 160 }),
    plannedSwitch({ key: 'sw2', x: 640, y: 160 }),
    plannedNote(
      { key: 'note', x: 330, y: 320 },
      'red1:   ip addr add 10.10.0.1/24 dev vec0\nred2:   ip addr add 10.10.0.2/24 dev vec0\nblue1:  ip addr add 10.10.0.3/24 dev vec0\nred1:   ping 10.10.0.2   answers\nred1:   ping 10.10.0.3   does not',
    ),
  ],
  links: [
    { ends: ['red1', 'sw1'], vlans: [undefined, access(10)] },
    { ends: ['blue1', 'sw1'], vlans: [undefined, access(20)] },
    { ends: ['red2', 'sw2'], vlans: [undefined, access(10)] },
    { ends: ['blue2', 'sw2'], vlans: [undefined, access(20)] },
    { ends: ['sw1', 'sw2'], vlans: [TRUNK, TRUNK] },
  ],
};

const ringPlaces = oval(3, { x: 380, y: 260, wide: 220, high: 220 });
const ring: LabPlan = {
  id: 'ring',
  name: 'A ring, and the storm that it makes',
  description:
    'Three switches in a circle and no spanning tree: a broadcast would go round for ever. Watch the guard close one link.',
  machines: [
    { key: 'h1', x: 380, y: -180 },
    { key: 'h2', x: 571, y: 570 },
  ],
  nodes: [
    ...ringPlaces.map((place, at) =>
      plannedSwitch({ key: `sw${at + 1}`, ...place }, { dhcp: at === 0 ? dhcpOn('10.3.0.0/24') : null }),
    ),
    plannedNote(
      { key: 'note', x: -60, y: 480 },
      'One link turns red: the guard has closed it.\nOpen it again to see the storm come back.',
    ),
  ],
  links: [
    { ends: ['sw1', 'sw2'] },
    { ends: ['sw2', 'sw3'] },
    { ends: ['sw3', 'sw1'] },
    { ends: ['h1', 'sw1'] },
    { ends: ['h2', 'sw2'] },
  ],
};

const chain: LabPlan = {
  id: 'chain',
  name: 'Four switches in a row',
  description: 'Frames pass four switches from end to end: look at what each one has learned.',
  machines: [
    { key: 'west', x: 0, y: 220 },
    { key: 'east', x: 850, y: 0 },
  ],
  // Up and down, so that links have room for what they say in a window of any width.
  nodes: [1, 2, 3, 4].map((at) =>
    plannedSwitch(
      { key: `sw${at}`, x: 170 * at, y: at % 2 === 1 ? 0 : 220 },
      { dhcp: at === 1 ? dhcpOn('10.4.0.0/24') : null },
    ),
  ),
  links: [
    { ends: ['west', 'sw1'] },
    { ends: ['sw1', 'sw2'] },
    { ends: ['sw2', 'sw3'] },
    { ends: ['sw3', 'sw4'] },
    { ends: ['sw4', 'east'] },
  ],
};

/** What happens below IP. */
export const SWITCHING: readonly LabPlan[] = [vlans, ring, chain];
