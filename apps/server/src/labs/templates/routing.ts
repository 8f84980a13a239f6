import { dhcpOn, plannedNote, plannedSwitch, type LabPlan } from './lab-plan.ts';

const router: LabPlan = {
  id: 'router',
  name: 'A router between two subnets',
  description:
    'Two networks and a machine with an interface in each: give it addresses, let it forward, and the hosts reach each other.',
  machines: [
    { key: 'pc1', x: 0, y: 220 },
    { key: 'router', x: 360, y: 220, nics: 2 },
    { key: 'pc2', x: 720, y: 220 },
  ],
  nodes: [
    plannedSwitch({ key: 'lan1', x: 180, y: 0 }, { dhcp: dhcpOn('10.1.0.0/24', '10.1.0.254') }),
    plannedSwitch({ key: 'lan2', x: 540, y: 0 }, { dhcp: dhcpOn('10.2.0.0/24', '10.2.0.254') }),
    plannedNote(
      { key: 'note', x: 245, y: 360 },
      'router:  killall udhcpc; ip addr flush dev vec0; ip addr flush dev vec1\nrouter:  ip addr add 10.1.0.254/24 dev vec0\nrouter:  ip addr add 10.2.0.254/24 dev vec1\nrouter:  sysctl -w net.ipv4.ip_forward=1\npc1:     ping the address of pc2',
    ),
  ],
  links: [
    { ends: ['pc1', 'lan1'] },
    { ends: ['router:0', 'lan1'] },
    { ends: ['router:1', 'lan2'] },
    { ends: ['pc2', 'lan2'] },
  ],
};

const routers: LabPlan = {
  id: 'three-routers',
  name: 'Three routers in a triangle',
  description:
    'Every router has a link to each of the others and a network of its own: ready for static routes, or for OSPF in an image that has a routing daemon.',
  machines: [
    { key: 'r1', x: 260, y: 180, nics: 3 },
    { key: 'r2', x: 520, y: 460, nics: 3 },
    { key: 'r3', x: 0, y: 460, nics: 3 },
  ],
  nodes: [
    plannedSwitch({ key: 'lan1', x: 260, y: 0 }),
    plannedSwitch({ key: 'lan2', x: 520, y: 660 }),
    plannedSwitch({ key: 'lan3', x: 0, y: 660 }),
    plannedNote(
      { key: 'note', x: 540, y: 0 },
      'vec0 and vec1 lead to the other two routers,\nvec2 to the network of its own.\n\nr1-r2  10.0.12.0/24    lan1  10.0.1.0/24\nr2-r3  10.0.23.0/24    lan2  10.0.2.0/24\nr3-r1  10.0.31.0/24    lan3  10.0.3.0/24',
    ),
  ],
  links: [
    { ends: ['r1:0', 'r2:1'] },
    { ends: ['r2:0', 'r3:1'] },
    { ends: ['r3:0', 'r1:1'] },
    { ends: ['r1:2', 'lan1'] },
    { ends: ['r2:2', 'lan2'] },
    { ends: ['r3:2', 'lan3'] },
  ],
};

const wan: LabPlan = {
  id: 'lossy-wan',
  name: 'A lossy long way',
  description:
    'Two offices and a line between them with 40 ms of delay, 5 ms of jitter, 2 % loss and 2 Mbit/s. Change it while you transfer.',
  machines: [
    { key: 'office', x: 0, y: 360 },
    { key: 'branch', x: 520, y: 360 },
  ],
  nodes: [
    plannedSwitch({ key: 'lan', x: 0, y: 160 }, { dhcp: dhcpOn('10.9.0.0/24') }),
    plannedSwitch({ key: 'far', x: 520, y: 160 }),
    plannedNote(
      { key: 'note', x: 145, y: 0 },
      'office:  ping {branch}\nThen choose the link in the middle and move its sliders.',
    ),
  ],
  links: [
    { ends: ['office', 'lan'] },
    { ends: ['lan', 'far'], impairment: { delayMs: 40, jitterMs: 5, lossPercent: 2, rateKbit: 2000 } },
    { ends: ['far', 'branch'] },
  ],
};

const dmz: LabPlan = {
  id: 'firewall',
  name: 'Inside, outside and between',
  description:
    'A machine with three interfaces separates an inner network, a zone for servers and the Internet.',
  machines: [
    { key: 'client', x: 0, y: 660 },
    { key: 'server', x: 530, y: 660 },
    { key: 'firewall', x: 265, y: 220, nics: 3 },
  ],
  nodes: [
    plannedSwitch({ key: 'inside', x: 0, y: 440 }),
    plannedSwitch({ key: 'dmz', x: 530, y: 440 }),
    { key: 'internet', x: 280, y: 0, kind: 'uplink', label: 'Internet', forwards: [] },
    plannedNote(
      { key: 'note', x: 520, y: 0 },
      'firewall:  vec0 has an address from the uplink\nfirewall:  ip addr add 10.5.1.1/24 dev vec1\nfirewall:  ip addr add 10.5.2.1/24 dev vec2\nfirewall:  sysctl -w net.ipv4.ip_forward=1\nclient:    ip addr add 10.5.1.2/24 dev vec0\nclient:    ip route add default via 10.5.1.1\nserver:    ip addr add 10.5.2.2/24 dev vec0\nserver:    ip route add default via 10.5.2.1\n\nNow client and server reach each other. To part them:\nfirewall:  ip route add prohibit default table 5\nfirewall:  ip rule add iif vec2 to 10.5.1.0/24 table 5\n\nAn image that has nft can keep to who asked first,\nand share the address of vec0 (masquerade).',
    ),
  ],
  links: [
    { ends: ['client', 'inside'] },
    { ends: ['firewall:1', 'inside'] },
    { ends: ['firewall:2', 'dmz'] },
    { ends: ['server', 'dmz'] },
    { ends: ['firewall:0', 'internet'] },
  ],
};

/** What happens between networks. */
export const ROUTING: readonly LabPlan[] = [router, routers, wan, dmz];
