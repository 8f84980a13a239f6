import { nicTransport, type NicConfig, type NicTransport } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { capabilitiesOf } from '../kernels/capabilities.ts';
import { claimsOf, nicTypes, transportObstacle, type NicContext, type NicHostFacts } from './index.ts';

const mac = '02:00:00:00:00:01';
const IDEAL: NicHostFacts = { namespace: null, tun: null, hasOwnTun: false, missing: new Set() };
const LEGACY = ['TUNTAP', 'DAEMON', 'MCAST', 'SLIRP', 'VDE'].map((name) => `UML_NET_${name}`);

function context(more: {
  host?: Partial<NicHostFacts>;
  others?: NicConfig[];
  version?: string;
  has?: string[];
}) {
  const { version = '6.12.1', has = ['UML_NET_VECTOR', ...LEGACY] } = more;
  const config = new Map(has.map((option) => [option, 'y'] as const));
  const capabilities = capabilitiesOf({ version, config, help: '' });
  const host = { ...IDEAL, ...more.host };
  return { kernel: { version, capabilities }, host, others: more.others ?? [] } satisfies NicContext;
}
const barred = (found: NicContext): string[] =>
  nicTypes(found).flatMap(({ kind, available }) => (available ? [] : [kind]));
const nic = (written: object): NicConfig => ({ number: 1, mac, transport: nicTransport.parse(written) });
const parse = (written: object): NicTransport => nicTransport.parse(written);

const NEVER = ['fd', 'ethertap', 'slip', 'pcap'];
const NAMESPACE = ['hybrid', 'raw', 'gre', 'tuntap', 'mcast', 'ucast'];

describe('kinds of interface', () => {
  it('are all there on a host and a kernel that have all, but for those that no machine can have', () => {
    expect(barred(context({}))).toEqual(NEVER);
    const reasons = new Map(nicTypes(context({})).map(({ kind, reason }) => [kind, reason]));
    for (const kind of NEVER) expect(reasons.get(kind)).toMatch(/^[A-Z].*\.$/);
    expect([...reasons.values()].filter((reason) => reason !== null)).toHaveLength(NEVER.length);
  });

  it('are those of the kernel', () => {
    const modern = context({ version: '7.2.7', has: ['UML_NET_VECTOR'] });
    const gone = ['tuntap', 'daemon', 'mcast', 'ucast', 'slirp', 'vde-legacy'];
    expect(barred(modern)).toEqual([...gone, ...NEVER]);
    expect(nicTypes(modern).find(({ kind }) => kind === 'daemon')?.reason).toMatch(
      /Linux 7\.2\.7.*6\.17 removed/,
    );
    expect(barred(context({ version: '6.1.1' }))).toEqual(['vde', ...NEVER]);
  });

  it('fall away where a network namespace cannot be made, with what to type', () => {
    const namespace = { reason: 'They are turned off.', remedy: 'sysctl -w user.max_user_namespaces=15000' };
    const found = context({ host: { namespace } });
    expect(barred(found)).toEqual([...NAMESPACE, ...NEVER]);
    expect(nicTypes(found).find(({ kind }) => kind === 'mcast')).toMatchObject(namespace);
  });

  it('need /dev/net/tun, or one of their own', () => {
    const tun = { reason: 'umlaut may not open /dev/net/tun.', remedy: 'chmod 0666 /dev/net/tun' };
    expect(barred(context({ host: { tun } }))).toEqual(['tap', 'hybrid', 'tuntap', ...NEVER]);
    expect(barred(context({ host: { tun, hasOwnTun: true } }))).toEqual(NEVER);
    expect(
      transportObstacle(parse({ kind: 'tap', place: 'host' }), context({ host: { tun, hasOwnTun: true } })),
    ).toBe(tun);
  });

  it('need their programs', () => {
    const found = context({ host: { missing: new Set(['slirp-fullbolt', 'uml_switch', 'vde_plug']) } });
    expect(barred(found)).toEqual(['vde', 'daemon', 'slirp', 'vde-legacy', ...NEVER]);
    const daemon = nicTypes(found).find(({ kind }) => kind === 'daemon');
    expect(daemon?.remedy).toBe('apt-get install uml-utilities');
  });

  it('agree with the other interfaces of the machine on where it runs', () => {
    expect(barred(context({ others: [nic({ kind: 'fabric' })] }))).toEqual([...NAMESPACE, ...NEVER]);
    const inside = context({ others: [nic({ kind: 'mcast' })] });
    expect(barred(inside)).toEqual(['fabric', 'slirp', ...NEVER]);
    expect(nicTypes(inside)[0]?.reason).toMatch(/eth1 \(mcast\)/);
    expect(barred(context({ others: [nic({ kind: 'bess', dst: '/a' })] }))).toEqual(NEVER);
  });
});

describe('claimsOf', () => {
  it('names what two running machines cannot both have', () => {
    expect(claimsOf(parse({ kind: 'tap', place: 'host', ifname: 'tap0' }))).toEqual([
      'the tap tap0 of the host',
    ]);
    expect(claimsOf(parse({ kind: 'tap' }))).toEqual([]);
    expect(claimsOf(parse({ kind: 'gre', src: '10.0.0.1', dst: '10.0.0.2' }))).toEqual([
      'GRE from 10.0.0.2 to 10.0.0.1',
    ]);
    const tunnel = { kind: 'l2tpv3', src: '::1', dst: '::1', v6: true, rx_session: 7, tx_session: 8 };
    expect(claimsOf(parse({ ...tunnel, srcport: 5, dstport: 6 }))).toEqual(['UDP port 5 of ::1']);
    expect(claimsOf(parse({ ...tunnel, udp: false }))).toEqual(['L2TPv3 session 7 of ::1']);
  });
});
