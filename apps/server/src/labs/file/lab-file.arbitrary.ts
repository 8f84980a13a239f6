import { fc } from '@fast-check/vitest';
import { JOINED_TUNING, KERNEL_TUNING, labFile, type LabFile } from '@umlaut/contracts/model';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const label = text.map((raw) => raw.trim());
const line = text.map((raw) => raw.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, '').trim() || 'Lab');
const position = fc.record({ x: fc.integer({ min: -2000, max: 2000 }), y: fc.nat(999) });
const size = fc.record({ width: fc.integer({ min: 20, max: 900 }), height: fc.constant(90) });

const transport = fc.constantFrom(
  { kind: 'fabric' },
  { kind: 'tap', tuning: JOINED_TUNING },
  { kind: 'hybrid', tuning: { ...KERNEL_TUNING, mtu: 9000 } },
  { kind: 'raw', tuning: { ...JOINED_TUNING, gro: false } },
  { kind: 'gre', src: '10.0.0.1', dst: '10.0.0.2', rx_key: '0x1', tx_key: '0x2' },
  { kind: 'mcast', ttl: 3 },
);
const line0 = { name: 'con0', channel: { kind: 'browser' } };
const machine = fc.record({
  kind: fc.constant('machine'),
  name: word,
  description: text,
  position,
  image: fc.constantFrom('tiny', 'other'),
  kernel: fc.constant('linux-6.1'),
  root: fc.constantFrom('disk', 'directory'),
  memoryMiB: fc.constantFrom(128, 256),
  lines: fc.constantFrom([line0], [line0, { name: 'ssl3', channel: { kind: 'pts' } }]),
  interfaces: fc
    .array(transport, { maxLength: 4 })
    .map((all) => all.map((one, number) => ({ number, transport: one }))),
});
const at = { position, label };
const other = fc.oneof(
  fc.record({
    kind: fc.constant('switch'),
    ...at,
    ageingSeconds: fc.constantFrom(300, 20),
    stormGuard: fc.boolean(),
    dhcp: fc.constantFrom(null, { subnet: '10.0.0.0/24' }, { subnet: '10.1.0.0/16', leaseSeconds: 90 }),
  }),
  fc.record({ kind: fc.constant('hub'), ...at }),
  fc.record({ kind: fc.constant('bridge'), ...at, stp: fc.boolean() }),
  fc.record({
    kind: fc.constant('uplink'),
    ...at,
    forwards: fc.constantFrom([], [{ protocol: 'tcp', hostPort: 8080, guestPort: 80 }]),
  }),
  fc.record({ kind: fc.constant('remote'), ...at }),
  fc.record({ kind: fc.constant('note'), position, text, size }),
  fc.record({ kind: fc.constant('group'), ...at, size, color: fc.constantFrom('gray', 'violet') }),
);
const end = fc.record({
  node: fc.nat(),
  vlan: fc.constantFrom(
    { mode: 'access', vlan: 1 },
    { mode: 'access', vlan: 30 },
    { mode: 'trunk', vlans: [2, 3], native: null },
  ),
});
const impairment = fc.constantFrom({}, { delayMs: 50, rateKbit: 1000 });
const link = fc.record({
  ends: fc.tuple(end, end),
  enabled: fc.boolean(),
  impairments: fc.tuple(impairment, impairment),
});

/** Any lab that can be written down, with links from port to port. */
export const anyLabFile: fc.Arbitrary<LabFile> = fc
  .record({
    name: line,
    description: text,
    sizeBytes: fc.nat(),
    label: fc.option(fc.constant('mine'), { nil: undefined }),
    machines: fc.uniqueArray(machine, { selector: ({ name }) => name, maxLength: 5 }),
    others: fc.array(other, { maxLength: 6 }),
    links: fc.array(link, { maxLength: 8 }),
  })
  .map(({ name, description, sizeBytes, label: called, machines, others, links }) => {
    const nodes = [...machines, ...others].map((node, index) => ({ key: `n${index}`, node }));
    const ports = new Map(
      nodes.flatMap(({ key, node }) => {
        const count = portCount(node);
        return count === 0 ? [] : [[key, Array.from({ length: count }, (_, port) => port)] as const];
      }),
    );
    return labFile.parse({
      format: 'umlaut-lab',
      version: 1,
      name,
      description,
      images: { tiny: { label: 'Tiny', sizeBytes }, other: { label: 'Other', sha256: 'ab'.repeat(32) } },
      kernels: { 'linux-6.1': { version: '6.1.176', label: called } },
      nodes: Object.fromEntries(nodes.map(({ key, node }) => [key, withTarget(node, machines.length)])),
      links: links.flatMap(({ ends, ...others }) => {
        const free = [...ports].filter(([, left]) => left.length > 0);
        const one = free[ends[0].node % free.length];
        const rest = free.filter((pair) => pair !== one);
        const two = rest[ends[1].node % rest.length];
        if (one === undefined || two === undefined) return [];
        const placed = [one, two].map(([node, left], side) => ({
          node,
          port: left.shift(),
          vlan: ends[side]?.vlan,
        }));
        return [{ ...others, ends: placed }];
      }),
    });
  });

/** Forwards of every other uplink lead to a machine: the first nodes are machines. */
function withTarget(node: { kind: string; forwards?: readonly object[] }, machines: number): object {
  const { forwards } = node;
  if (forwards === undefined || machines % 2 === 0) return node;
  return {
    ...node,
    forwards: forwards.map((one) => ({ ...one, target: { machine: `n${machines - 1}`, nic: null } })),
  };
}

function portCount(node: { kind: string; interfaces?: readonly unknown[] }): number {
  if (node.kind === 'note' || node.kind === 'group') return 0;
  if (node.kind === 'uplink' || node.kind === 'remote') return 1;
  return node.kind === 'machine' ? (node.interfaces?.length ?? 0) : 8;
}
