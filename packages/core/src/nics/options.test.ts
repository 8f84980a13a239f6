import { isUmlautError } from '@umlaut/contracts/errors';
import { KERNEL_TUNING, nicTransport, type NicTransport } from '@umlaut/contracts/model';
import type { LaunchOther } from '@umlaut/contracts/monitor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nicOption } from './index.ts';

const mac = '02:00:00:00:00:01';
const ends = { src: '10.0.0.1', dst: '10.0.0.2' };
const tunnel = { kind: 'l2tpv3', ...ends, srcport: 5001, dstport: 5002, rx_session: 1, tx_session: 2 };

/** As the contract makes it of what somebody wrote. */
function option(written: object, more: Partial<LaunchOther> = {}): string {
  return nicOption({ number: 2, mac, transport: nicTransport.parse(written), ...more }, 'nics.0');
}

/** As a caller makes it that the contract never saw. */
function unchecked(written: object, change: object): () => string {
  const transport = { ...nicTransport.parse(written), ...change } as NicTransport;
  return () => nicOption({ number: 2, mac, transport, ifname: 'ut0', socket: '/run/ctl' }, 'nics.0');
}

/** What is refused is well, too; anything but a refusal is not. */
function saidOrRefused(say: () => string): string | null {
  try {
    return say();
  } catch (error) {
    if (isUmlautError(error) && error.code === 'INVALID_INPUT') return null;
    throw error;
  }
}

describe('an option has the names of the manual', () => {
  it.each<[object, Partial<LaunchOther>, string]>([
    [{ kind: 'tap' }, { ifname: 'ut0' }, `vec2:transport=tap,ifname=ut0,gro=1,mac=${mac}`],
    [{ kind: 'tap', place: 'host', ifname: 'tap7' }, {}, `vec2:transport=tap,ifname=tap7,gro=1,mac=${mac}`],
    [{ kind: 'hybrid' }, { ifname: 'ut0' }, `vec2:transport=hybrid,ifname=ut0,gro=1,mac=${mac}`],
    [{ kind: 'raw' }, { ifname: 'ut0' }, `vec2:transport=raw,ifname=ut0,gro=1,mac=${mac}`],
    [
      { kind: 'raw', ifname: 'eth0', tuning: { depth: 128, mtu: 9000, headroom: 32, gro: true, vec: false } },
      {},
      `vec2:transport=raw,ifname=eth0,depth=128,mtu=9000,headroom=32,gro=1,vec=0,mac=${mac}`,
    ],
    [
      { kind: 'gre', ...ends },
      {},
      `vec2:transport=gre,src=10.0.0.1,dst=10.0.0.2,sequence=0,pin_sequence=0,mac=${mac}`,
    ],
    [
      { kind: 'gre', src: 'fd00::1', dst: 'fd00::2', v6: true, rx_key: '0x1', tx_key: '0x2', sequence: true },
      {},
      'vec2:transport=gre,src=fd00::1,dst=fd00::2,v6=1,rx_key=0x1,tx_key=0x2,sequence=1,pin_sequence=0,' +
        `mac=${mac}`,
    ],
    [
      tunnel,
      {},
      'vec2:transport=l2tpv3,udp=1,src=10.0.0.1,srcport=5001,dst=10.0.0.2,dstport=5002,rx_session=0x1,' +
        `tx_session=0x2,counter=0,pin_counter=0,mac=${mac}`,
    ],
    [
      { ...tunnel, udp: false, cookie64: true, rx_cookie: '0xab', tx_cookie: '0xcd', counter: true },
      {},
      'vec2:transport=l2tpv3,udp=0,src=10.0.0.1,dst=10.0.0.2,rx_session=0x1,tx_session=0x2,cookie64=1,' +
        `rx_cookie=0xab,tx_cookie=0xcd,counter=1,pin_counter=0,mac=${mac}`,
    ],
    [{ kind: 'bess', dst: '/run/bess.sock' }, {}, `vec2:transport=bess,dst=/run/bess.sock,mac=${mac}`],
    [
      { kind: 'vde', vnl: 'vxvde://239.1.2.3', port: 4 },
      {},
      `vec2:transport=vde,vnl=vxvde://239.1.2.3,port=4,mac=${mac}`,
    ],
    [
      { kind: 'vde', vnl: '/run/vde', descr: 'lab.1', mode: '0660', group: 'users' },
      {},
      `vec2:transport=vde,vnl=/run/vde,descr=lab.1,mode=0660,group=users,mac=${mac}`,
    ],
    [
      { kind: 'tap', tuning: { bpffile: '/srv/arp.bpf', bpfflash: true } },
      { ifname: 'ut0' },
      `vec2:transport=tap,ifname=ut0,gro=1,bpffile=/srv/arp.bpf,bpfflash=1,mac=${mac}`,
    ],
    [{ kind: 'tuntap' }, { ifname: 'ut0' }, `eth2=tuntap,ut0,${mac}`],
    [{ kind: 'daemon' }, { socket: '/run/sw/ctl' }, `eth2=daemon,${mac},unix,/run/sw/ctl`],
    [{ kind: 'daemon', socket: '/run/own.ctl' }, {}, `eth2=daemon,${mac},unix,/run/own.ctl`],
    [{ kind: 'mcast' }, {}, `eth2=mcast,${mac},239.192.168.1,1102,1`],
    [{ kind: 'ucast', remote: '10.0.0.2', port: 7 }, {}, `eth2=ucast,${mac},10.0.0.2,7,1102`],
    [{ kind: 'slirp' }, {}, `eth2=slirp,${mac},/usr/bin/slirp-fullbolt`],
    [{ kind: 'vde-legacy', socket: '/run/vde.ctl' }, {}, `eth2=vde,/run/vde.ctl,${mac}`],
    [{ kind: 'vde-legacy', socket: '/run/vde.ctl', port: 9 }, {}, `eth2=vde,/run/vde.ctl,${mac},9`],
  ])('%j', (written, more, expected) => {
    expect(option(written, more)).toBe(expected);
  });
});

describe('what would panic the guest, or show it more than a socket, is refused', () => {
  const gre = { kind: 'gre', ...ends };
  it.each<[string, object, object]>([
    ['transport.tx_key', gre, { rx_key: '0x1' }],
    ['transport.rx_key', gre, { tx_key: '0x1' }],
    // Counts as none given.
    ['transport.tx_key', gre, { rx_key: '0x1', tx_key: '0x80000000' }],
    ['transport.tx_cookie', tunnel, { rx_cookie: '0x1' }],
    ['transport.rx_cookie', tunnel, { tx_cookie: '0x1' }],
    ['transport.rx_session', tunnel, { rx_session: 0xffff_ffff }],
    ['transport.tx_session', tunnel, { tx_session: undefined }],
    ['transport.rx_cookie', tunnel, { rx_cookie: '0x123456789', tx_cookie: '0x1' }],
    ['transport.srcport', tunnel, { srcport: null }],
    ['transport.src', tunnel, { v6: true }],
    ['transport.dst', gre, { dst: 'fd00::1' }],
    ['transport.dst', { kind: 'bess', dst: '/a' }, { dst: '/run/../etc' }],
    ['transport.tuning.bpffile', { kind: 'raw' }, { tuning: { ...KERNEL_TUNING, bpffile: '/a/../b' } }],
    ['transport.tuning.bpffile', { kind: 'raw' }, { tuning: { ...KERNEL_TUNING, bpffile: '/a,ifup=/b' } }],
    ['transport.socket', { kind: 'vde-legacy', socket: '/a' }, { socket: '/' }],
  ])('%s', (field, written, change) => {
    expect(unchecked(written, change)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field: `nics.0.${field}` }) as Error,
    );
  });

  it('and so is a host side that is missing', () => {
    for (const kind of ['tap', 'hybrid', 'raw', 'tuntap', 'daemon']) {
      expect(() => option({ kind })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }) as Error);
    }
    expect(() => option({ kind: 'fabric' })).toThrow(/a tunnel/);
  });
});

describe('no value', () => {
  const BASES: readonly object[] = [
    { kind: 'tap', ifname: 'a' },
    { kind: 'raw', ifname: 'a' },
    { kind: 'gre', ...ends, rx_key: '0x1', tx_key: '0x2' },
    { ...tunnel, rx_cookie: '0x1', tx_cookie: '0x2' },
    { kind: 'bess', dst: '/a' },
    { kind: 'vde', vnl: 'a' },
    { kind: 'daemon', socket: '/a' },
    { kind: 'mcast' },
    { kind: 'ucast', remote: '10.0.0.2' },
    { kind: 'vde-legacy', socket: '/a' },
  ];
  const poison = fc
    .tuple(fc.string(), fc.constantFrom(',', '=', ' ', '\n', '\t', '"', '\u0000'), fc.string())
    .map((parts) => parts.join(''));

  it('smuggles in another option, or a word of the command line', () => {
    const target = fc.constantFrom(...BASES).chain((base) => {
      const parsed = nicTransport.parse(base);
      const keys = Object.keys(parsed).filter((key) => !['kind', 'tuning', 'place'].includes(key));
      // Of those that are switches only truth counts.
      const texts = keys.filter((key) => typeof parsed[key as keyof NicTransport] !== 'boolean');
      return fc.tuple(fc.constant(base), fc.constantFrom(...texts), poison);
    });
    fc.assert(
      fc.property(target, ([base, key, value]) => {
        const said = saidOrRefused(unchecked(base, { [key]: value }));
        if (said === null) return;
        // An option that is left out, such as a port without UDP, is as good as one refused.
        expect(said).not.toContain(value);
      }),
    );
  });

  it('of what the contract takes breaks the form', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('aZ0_.-/:@[],= \n')),
      minLength: 1,
      maxLength: 16,
    });
    const written = fc.oneof(
      fc.record({ kind: fc.constant('tap'), ifname: text }),
      fc.record({ kind: fc.constantFrom('daemon', 'vde-legacy'), socket: text.map((rest) => `/${rest}`) }),
      fc.record({ kind: fc.constant('bess'), dst: text.map((rest) => `/${rest}`) }),
      fc.record({ kind: fc.constant('vde'), vnl: text }),
    );
    fc.assert(
      fc.property(written, (one) => {
        const parsed = nicTransport.safeParse(one);
        if (!parsed.success) return;
        const { data: transport } = parsed;
        const said = saidOrRefused(() => nicOption({ number: 0, mac, transport }, 'nics.0'));
        if (said === null) return;
        expect(said).toMatch(/^(vec0:(\w+=[^,=\s]+)(,\w+=[^,=\s]+)*|eth0=[^,=\s]+(,[^,=\s]+)+)$/);
      }),
      { numRuns: 500 },
    );
  });
});
