import { labLinkId, labNodeId, machineId } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { bridgeName, cableName, isOurInterface, plugName, portName, trunkNames } from './interface-names.ts';
import { parseKernelLinks, parseStations, type KernelLink } from './kernel-links.ts';
import { NO_NETWORK, planNetwork, type WantedNetwork } from './plan-network.ts';

const NOTHING = { frames: 0, bytes: 0, dropped: 0 };
const link = (name: string, kind: string, changes: Partial<KernelLink> = {}): KernelLink => ({
  name,
  kind,
  mtu: 1500,
  isUp: true,
  master: null,
  stp: false,
  received: NOTHING,
  sent: NOTHING,
  ...changes,
});

const alice = machineId.parse('m-aaaaaaaaaa');
const tap = portName('tap', alice, 0);
const raw = portName('raw', alice, 1);
const plug = plugName('raw', alice, 1);
const bridge = bridgeName(labNodeId.parse('n-ssssssssss'));
const wanted: WantedNetwork = {
  ports: [
    { kind: 'tap', name: tap, plug: tap, mtu: 1500 },
    { kind: 'veth', name: raw, plug, mtu: 9000 },
  ],
  bridges: [{ name: bridge, stp: false, ports: [tap, plug] }],
  trunks: [],
  hostCables: [],
  addresses: ['10.0.0.1'],
};
const standing = [
  link('lo', ''),
  link(tap, 'tun', { master: bridge }),
  link(raw, 'veth', { mtu: 9000 }),
  link(plug, 'veth', { mtu: 9000, master: bridge }),
  link(bridge, 'bridge'),
];

describe('names of interfaces', () => {
  it('fit the kernel, and are told from those of others', () => {
    const id = labLinkId.parse('k-zzzzzzzzzz');
    const all = [tap, raw, plug, portName('hybrid', alice, 7), portName('tuntap', alice, 2), bridge];
    for (const name of [...all, cableName(id), ...trunkNames(id)]) {
      expect(name.length).toBeLessThan(16);
      expect(isOurInterface(name)).toBe(true);
    }
    for (const name of ['lo', 'br0', 'eth0', 'taaaaaaaaaa', 'tap0']) expect(isOurInterface(name)).toBe(false);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('planNetwork', () => {
  it('makes all of it where there is nothing, in an order that works', () => {
    const plan = planNetwork(wanted, [link('lo', '')], ['127.0.0.1']);
    expect(plan.taps).toEqual([`tuntap add dev ${tap} mode tap user 0`]);
    const at = (line: string): number => plan.links.indexOf(line);
    expect(at(`link add ${bridge} type bridge stp_state 0 forward_delay 0`)).toBe(0);
    expect(at(`link add ${raw} type veth peer name ${plug}`)).toBeGreaterThan(0);
    expect(at(`link set ${plug} mtu 9000 up`)).toBeLessThan(at(`link set ${plug} master ${bridge}`));
    expect(at(`link set ${tap} master ${bridge}`)).toBeGreaterThan(0);
    expect(plan.links.at(-1)).toBe('address add 10.0.0.1 dev lo');
  });

  it('touches nothing that is right', () => {
    expect(planNetwork(wanted, standing, ['127.0.0.1', '10.0.0.1'])).toEqual({ taps: [], links: [] });
  });

  it('pulls one plug out and leaves the rest', () => {
    const pulled = { ...wanted, bridges: [{ name: bridge, stp: false, ports: [plug] }] };
    expect(planNetwork(pulled, standing, ['10.0.0.1']).links).toEqual([`link set ${tap} nomaster`]);
  });

  it('moves a plug into another bridge, whether or not the first one stays', () => {
    const other = bridgeName(labNodeId.parse('n-tttttttttt'));
    const bridges = [{ name: other, stp: true, ports: [tap, plug] }];
    const { links } = planNetwork({ ...wanted, bridges }, standing, ['10.0.0.1']);
    expect(links[0]).toBe(`link delete ${bridge}`);
    expect(links[1]).toBe(`link add ${other} type bridge stp_state 1 forward_delay 400`);
    expect(links.slice(-2)).toEqual([`link set ${tap} master ${other}`, `link set ${plug} master ${other}`]);
  });

  it('removes what nobody wants any more, and nothing of others', () => {
    const strangers = [link('br0', 'bridge'), link('dummy0', 'dummy')];
    const { taps, links } = planNetwork(NO_NETWORK, [...standing, ...strangers], []);
    expect(taps).toEqual([]);
    expect(links.toSorted()).toEqual([bridge, raw, tap].map((name) => `link delete ${name}`).toSorted());
  });

  it('makes anew what has become something else, and changes what may change', () => {
    const changed = standing.map((one) => {
      if (one.name === tap) return { ...one, kind: 'dummy' };
      return one.name === raw ? { ...one, mtu: 1500 } : one;
    });
    const withTree = { ...wanted, bridges: [{ name: bridge, stp: true, ports: [tap, plug] }] };
    const plan = planNetwork(withTree, changed, ['10.0.0.1']);
    expect(plan.links).toContain(`link delete ${tap}`);
    expect(plan.taps).toHaveLength(1);
    expect(plan.links).toContain(`link set ${bridge} type bridge stp_state 1 forward_delay 400`);
    expect(plan.links).toContain(`link set ${raw} mtu 9000`);
    expect(plan.links).toContain(`link set ${tap} master ${bridge}`);
  });

  it('joins two bridges by a pair, and takes both ends away at once', () => {
    const [near, far] = trunkNames(labLinkId.parse('k-zzzzzzzzzz'));
    const other = bridgeName(labNodeId.parse('n-tttttttttt'));
    const bridges = [
      { name: bridge, stp: false, ports: [near] },
      { name: other, stp: false, ports: [far] },
    ];
    const joined = { ...NO_NETWORK, bridges, trunks: [[near, far] as const] };
    const { links } = planNetwork(joined, [], []);
    expect(links).toContain(`link add ${near} type veth peer name ${far}`);
    expect(links.slice(-2)).toEqual([`link set ${near} master ${bridge}`, `link set ${far} master ${other}`]);
    const gone = planNetwork(NO_NETWORK, [link(near, 'veth'), link(far, 'veth')], []);
    expect(gone.links).toEqual([`link delete ${near}`]);
  });
});

describe('what ip and bridge print', () => {
  it('is read, whatever else is in it', () => {
    const text = JSON.stringify([
      { ifname: 'lo', flags: ['LOOPBACK', 'UP'], mtu: 65536 },
      {
        ifname: bridge,
        flags: ['BROADCAST'],
        mtu: 1500,
        linkinfo: { info_kind: 'bridge', info_data: { stp_state: 1 } },
        stats64: { rx: { packets: 2, bytes: 120, dropped: 1 }, tx: { packets: 3, bytes: 180, dropped: 0 } },
      },
      {},
    ]);
    expect(parseKernelLinks(text)).toEqual([
      { ...link('lo', ''), kind: null, mtu: 65536 },
      link(bridge, 'bridge', {
        isUp: false,
        stp: true,
        received: { frames: 2, bytes: 120, dropped: 1 },
        sent: { frames: 3, bytes: 180, dropped: 0 },
      }),
    ]);
    expect(parseKernelLinks('\n')).toEqual([]);
  });

  it('tells learned stations from the addresses of ports', () => {
    const mac = '02:00:00:00:00:01';
    const text = JSON.stringify([
      { mac, ifname: tap, updated: 4, used: 9, flags: [], master: bridge, state: '' },
      { mac: '0a:18:97:6a:1c:33', ifname: tap, flags: [], master: bridge, state: 'permanent' },
      { mac: '33:33:00:00:00:01', ifname: tap, flags: ['self'], state: 'permanent' },
    ]);
    expect(parseStations(text)).toEqual([{ mac, port: tap, bridge, ageSeconds: 4 }]);
  });
});
