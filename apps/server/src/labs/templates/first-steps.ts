import { oval, dhcpOn, plannedNote, plannedSwitch, type LabPlan } from './lab-plan.ts';

const twoHosts: LabPlan = {
  id: 'two-hosts',
  name: 'Two hosts and a switch',
  description:
    'The smallest network. The switch gives out addresses and names, so one machine can ping the other at once.',
  machines: [
    { key: 'alice', x: 0, y: 360 },
    { key: 'bob', x: 400, y: 360 },
  ],
  nodes: [
    plannedSwitch({ key: 'sw1', x: 200, y: 160 }, { dhcp: dhcpOn('10.0.1.0/24') }),
    plannedNote(
      { key: 'note', x: 100, y: 0 },
      'Open the console of alice and type:\n  ip addr show vec0\n  ping {bob}',
    ),
  ],
  links: [{ ends: ['alice', 'sw1'] }, { ends: ['bob', 'sw1'] }],
};

const cable: LabPlan = {
  id: 'cable',
  name: 'Two hosts and a cable',
  description: 'No switch at all: addresses are set by hand on both ends of one link.',
  machines: [
    { key: 'left', x: 0, y: 200 },
    { key: 'right', x: 460, y: 200 },
  ],
  nodes: [
    plannedNote(
      { key: 'note', x: 90, y: 0 },
      'left:   ip addr add 192.168.0.1/24 dev vec0\nright:  ip addr add 192.168.0.2/24 dev vec0\nleft:   ping 192.168.0.2',
    ),
  ],
  links: [{ ends: ['left', 'right'] }],
};

const hub: LabPlan = {
  id: 'hub',
  name: 'Three hosts and a hub',
  description:
    'A hub repeats every frame to everybody: capture on the link of the third machine and read what the other two say.',
  machines: [
    { key: 'a', x: 0, y: 0 },
    { key: 'b', x: 520, y: 0 },
    { key: 'listener', x: 260, y: 380 },
  ],
  nodes: [
    { key: 'hub', x: 280, y: 180, kind: 'hub', label: 'hub' },
    plannedNote(
      { key: 'note', x: 600, y: 320 },
      'a:  ip addr add 10.0.2.1/24 dev vec0\nb:  ip addr add 10.0.2.2/24 dev vec0\na:  ping 10.0.2.2\nNow capture on the link of "listener".',
    ),
  ],
  links: [{ ends: ['a', 'hub'] }, { ends: ['b', 'hub'] }, { ends: ['listener', 'hub'] }],
};

const star: LabPlan = {
  id: 'star-20',
  name: 'Star of 20',
  description: 'Twenty machines around one switch that gives out addresses and names.',
  // As wide as it must be for those beside each other at the top, and no higher, to be read on a wide window.
  machines: oval(20, { x: 740, y: 420, wide: 740, high: 420 }).map((place, at) => ({
    key: `h${at + 1}`,
    ...place,
  })),
  nodes: [plannedSwitch({ key: 'core', x: 740, y: 430 }, { dhcp: dhcpOn('10.20.0.0/24') })],
  links: Array.from({ length: 20 }, (_, at) => ({ ends: [`h${at + 1}`, 'core'] })),
};

const internet: LabPlan = {
  id: 'internet',
  name: 'Out to the Internet',
  description:
    'Two machines behind address translation: they get addresses, name service and the Internet, as far as this host has it.',
  machines: [
    { key: 'pc1', x: 0, y: 400 },
    { key: 'pc2', x: 520, y: 400 },
  ],
  nodes: [
    plannedSwitch({ key: 'sw1', x: 260, y: 200 }),
    { key: 'internet', x: 275, y: 0, kind: 'uplink', label: 'Internet', forwards: [] },
    plannedNote(
      { key: 'note', x: 560, y: 0 },
      'Addresses come from the uplink:\n  ip addr show vec0\n  wget -O - http://example.org',
    ),
  ],
  links: [{ ends: ['pc1', 'sw1'] }, { ends: ['pc2', 'sw1'] }, { ends: ['internet', 'sw1'] }],
};

/** One network each. */
export const FIRST_STEPS: readonly LabPlan[] = [twoHosts, cable, hub, star, internet];
