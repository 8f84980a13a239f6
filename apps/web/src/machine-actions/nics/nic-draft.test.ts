import { nicTransport, type NicTransport } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { draftOf, newDraft, readDraft, withKind, type NicDraft } from './nic-draft.ts';
import { isNicKind } from './nic-fields.ts';

const tunnel = {
  src: '10.0.0.1',
  dst: '10.0.0.2',
  srcport: 1701,
  dstport: 1702,
  rx_session: 5,
  tx_session: 6,
};

function filled(kind: NicTransport['kind'], options: NicDraft['options']): NicDraft {
  const draft = newDraft(kind);
  return { ...draft, options: { ...draft.options, ...options } };
}

function errorsOf(draft: NicDraft): unknown {
  const read = readDraft(draft);
  return 'errors' in read ? read.errors : null;
}

describe('newDraft', () => {
  it('has the defaults of the contract, and nothing where there are none', () => {
    expect(newDraft('mcast').options).toEqual({ group: '239.192.168.1', port: 1102, ttl: 1 });
    expect(newDraft('gre')).toMatchObject({
      options: { src: '', v6: false, rx_key: '' },
      tuning: { depth: 64, mtu: 1500, headroom: 2, gro: false, vec: true, bpffile: '', bpfflash: false },
    });
    expect(newDraft('mcast').tuning).toBeNull();
  });

  it('is ready as it is for every kind without options that somebody has to say', () => {
    for (const kind of ['fabric', 'tap', 'hybrid', 'raw', 'tuntap', 'daemon', 'mcast', 'slirp'] as const) {
      expect(readDraft(newDraft(kind))).toEqual({ transport: nicTransport.parse({ kind }) });
    }
  });
});

describe('readDraft', () => {
  it('reads what draftOf wrote, for every kind', () => {
    const all = [
      { kind: 'tap', place: 'host', ifname: 'tap0', tuning: { mtu: 9000 } },
      { kind: 'raw', ifname: 'eth0' },
      { kind: 'gre', ...tunnel, rx_key: '0x1', tx_key: '0x2', sequence: true, pin_sequence: true },
      { kind: 'l2tpv3', ...tunnel, rx_cookie: '0xab', tx_cookie: '0xcd', cookie64: true },
      { kind: 'l2tpv3', ...tunnel, udp: false, srcport: null, dstport: null },
      { kind: 'bess', dst: '/run/bess' },
      { kind: 'vde', vnl: 'vxvde://239.1.2.3', port: 4, descr: 'lab', mode: '0660', group: 'users' },
      { kind: 'bess', dst: '/run/bess', tuning: { bpffile: '/srv/arp.bpf', bpfflash: true } },
      { kind: 'daemon', socket: '/run/uml.ctl' },
      { kind: 'ucast', remote: '127.0.0.1' },
      { kind: 'vde-legacy', socket: '/run/vde.ctl' },
    ].map((one) => nicTransport.parse(one));
    for (const transport of all) expect(readDraft(draftOf(transport))).toEqual({ transport });
  });

  it('says at the field what is missing', () => {
    expect(errorsOf(newDraft('bess'))).toEqual({ 'options.dst': 'This is needed' });
    expect(errorsOf(filled('tap', { place: 'host' }))).toEqual({
      'options.ifname': 'This is needed',
    });
    expect(errorsOf(filled('l2tpv3', { ...tunnel, srcport: '' }))).toEqual({
      'options.srcport': 'This is needed',
    });
    expect(errorsOf(newDraft('l2tpv3'))).toMatchObject({
      'options.srcport': 'This is needed',
      'options.rx_session': 'This is needed',
    });
  });

  it('says at the other field of a pair that it is missing', () => {
    expect(errorsOf(filled('l2tpv3', { ...tunnel, rx_cookie: '0x1f' }))).toEqual({
      'options.tx_cookie': 'Give both cookies or none',
    });
  });

  it('has words for numbers that the contract only bounds', () => {
    expect(errorsOf(filled('mcast', { ttl: 300 }))).toEqual({
      'options.ttl': 'A whole number from 0 to 255',
    });
  });

  it('sends nothing that is not shown', () => {
    const draft = filled('l2tpv3', { ...tunnel, udp: false });
    expect(readDraft(draft)).toMatchObject({ transport: { udp: false, srcport: null, dstport: null } });
    expect(readDraft(filled('tap', { ifname: 'left over' }))).toMatchObject({ transport: { ifname: null } });
  });

  it('takes hexadecimal digits of either size, and the default for tuning that is left empty', () => {
    const draft = filled('gre', { ...tunnel, rx_key: '0xAB', tx_key: '0xCD' });
    expect(readDraft({ ...draft, tuning: { ...draft.tuning, mtu: '' } })).toMatchObject({
      transport: { rx_key: '0xab', tuning: { mtu: 1500 } },
    });
  });
});

describe('withKind', () => {
  it('keeps what both kinds have', () => {
    const draft = withKind(filled('gre', { src: '10.0.0.1', rx_key: '0x1' }), 'l2tpv3');
    expect(draft.options).toMatchObject({ src: '10.0.0.1', dst: '', rx_cookie: '' });
  });

  it('keeps nothing that means another thing', () => {
    expect(withKind(filled('bess', { dst: '/run/bess' }), 'gre').options).toMatchObject({ dst: '' });
  });
});

it('knows which kinds of the server can be chosen', () => {
  expect([isNicKind('vde-legacy'), isNicKind('fd'), isNicKind('toString')]).toEqual([true, false, false]);
});
