import type { NicId, TraceEvent, TraceReport, TraceRequest } from '@umlaut/contracts/fabric';
import { describe, expect, it } from 'vitest';
import { TestFabric, linkId, testConfig, testMac, type TestConfig } from '../fabric.fixture.ts';
import { answerArp, answerPing } from '../packet/arp-responder.ts';
import { readEthernet } from '../packet/ethernet.ts';
import { parseIpv4 } from '../packet/ipv4-address.ts';
import { readIpv4 } from '../packet/ipv4.ts';
import { traceBetween } from './trace-between.ts';

const nicOf = (name: string): NicId => `m-${name.repeat(10)}/0` as NicId;
const addressOf = (name: string): string => `10.0.0.${name.charCodeAt(0) - 96}`;

const PROBE = { mode: 'probe', from: nicOf('a'), to: nicOf('b'), sender: addressOf('a') } as const;
const TO_B: TraceRequest = {
  ...PROBE,
  target: addressOf('b'),
  hops: [addressOf('b')],
  count: 3,
  waitMs: 1000,
};

/** Guests that answer for their own address as Linux does. */
function answerAll(subject: TestFabric, nics: string): void {
  for (const [index, name] of Array.from(nics, (one, at) => [at, one] as const)) {
    const mac = testMac(name);
    const own = parseIpv4(addressOf(name));
    for (const hex of subject.got(nics.charAt(index))[0] ?? []) {
      const bytes = Buffer.from(hex, 'hex');
      const ethernet = readEthernet(bytes, 0, bytes.length);
      if (ethernet === null) continue;
      const arp = answerArp(bytes, ethernet, bytes.length, { mac, has: (address) => address === own });
      const ip = readIpv4(bytes, ethernet.payload, bytes.length);
      const pong = ip === null || ip.destination !== own ? null : answerPing(bytes, 0, ip, mac);
      for (const frame of [arp, pong]) {
        if (frame !== null) subject.send(name, Buffer.from(frame).toString('hex'));
      }
    }
  }
}

interface Outcome {
  report: TraceReport;
  frames: (kind: string, number?: number) => TraceReport['frames'];
}

function run(subject: TestFabric, request: TraceRequest, nics: string, meanwhile = () => {}): Outcome {
  using trace = traceBetween(subject.fabric, request, subject.now);
  meanwhile();
  for (let wait = trace.step(subject.now); wait !== null; wait = trace.step(subject.now)) {
    answerAll(subject, nics);
    subject.pass(wait);
    answerAll(subject, nics);
  }
  const report = trace.report();
  return {
    report,
    frames: (kind, number) =>
      report.frames.filter(
        (frame) => frame.kind === kind && (number === undefined || frame.number === number),
      ),
  };
}

function started(config: TestConfig): TestFabric {
  const subject = new TestFabric();
  subject.fabric.apply(testConfig(config));
  return subject;
}

const places = (events: readonly TraceEvent[]): string[] =>
  events.map((event) =>
    event.what === 'switched'
      ? `${event.node.charAt(2)} ${event.port}>${event.to} vlan ${event.vlan}`
      : `${event.what} ${event.link.charAt(2)}${event.direction}${event.what === 'dropped' ? ` ${event.reason}` : ''}`,
  );

const TWO: TestConfig = {
  nics: 'abc',
  nodes: 's',
  links: { a: { ends: ['a', 's:1'] }, b: { ends: ['s:2', 'b'] }, c: { ends: ['c', 's:3'] } },
};

describe('a probe', () => {
  it('asks, pings, and tells each place that questions and answers pass', () => {
    const { report, frames } = run(started(TWO), TO_B, 'abc');
    expect(report).toMatchObject({ nextHop: addressOf('b'), isCut: false });
    expect(places(frames('arp-request')[0]!.events)).toEqual([
      'enters a0',
      'leaves a0',
      's 1>all vlan 1',
      'enters b0',
      'leaves b0',
      'enters c1',
      'leaves c1',
    ]);
    expect(places(frames('arp-reply')[0]!.events)).toEqual([
      'enters b1',
      'leaves b1',
      's 2>1 vlan 1',
      'enters a1',
      'leaves a1',
    ]);
    expect(frames('echo-request').map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(places(frames('echo-reply', 3)[0]!.events).at(-1)).toBe('leaves a1');
  });

  it('asks without telling when no address is known, and pings nobody then', () => {
    const { frames } = run(started(TWO), { ...TO_B, sender: null }, 'abc');
    expect(frames('arp-reply')).toHaveLength(1);
    expect(frames('echo-request')).toEqual([]);
  });

  it('asks three times for each next hop, and takes the first that answers', () => {
    const { report, frames } = run(
      started(TWO),
      { ...TO_B, target: '10.9.9.9', hops: ['10.9.9.9', addressOf('c')] },
      'abc',
    );
    expect(report.nextHop).toBe(addressOf('c'));
    expect(frames('arp-request').map(({ text }) => text)).toEqual([
      ...Array<string>(3).fill('Who has 10.9.9.9?'),
      'Who has 10.0.0.3?',
    ]);
    expect(frames('echo-request')).toHaveLength(3);
    expect(frames('echo-reply')).toEqual([]);
  });

  it('sees what a plug, a VLAN and a storm guard stop, and how', () => {
    const links = { ...TWO.links, b: { ends: ['s:2', 'b'], enabled: false } } as TestConfig['links'] & {};
    const unplugged = run(started({ ...TWO, links }), TO_B, 'abc').frames('arp-request');
    expect(places(unplugged[0]!.events)).toContain('dropped b0 unplugged');
    const vlans = {
      ...TWO.links,
      a: { ends: ['a', ['s:1', { mode: 'trunk', vlans: null, native: null }]] },
    } as TestConfig['links'] & {};
    const refused = run(started({ ...TWO, links: vlans }), TO_B, 'abc').frames('arp-request');
    expect(places(refused[0]!.events)).toEqual(['enters a0', 'leaves a0', 'dropped a0 vlan']);
  });

  it('tells when a link takes its time, and which of several pings it loses', () => {
    const links = {
      ...TWO.links,
      b: { ends: ['s:2', 'b'], there: { delayMs: 40 }, back: { lossPercent: 60 } },
    } as TestConfig['links'] & {};
    const { frames } = run(started({ ...TWO, links }), { ...TO_B, count: 10, waitMs: 1500 }, 'abc');
    const [first] = frames('echo-request', 1);
    const [enters, leaves] = first!.events.filter(
      (one) => one.what !== 'switched' && one.link === linkId('b'),
    );
    expect(leaves!.at - enters!.at).toBeCloseTo(40, 0);
    const lost = frames('echo-reply').filter(({ events }) =>
      events.some((one) => one.what === 'dropped' && one.reason === 'loss'),
    );
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(10);
    for (const { events } of lost) expect(places(events)).toEqual(['enters b1', 'dropped b1 loss']);
  });

  it('needs a plug to ask from', () => {
    const subject = started({ nics: 'ab' });
    expect(() => traceBetween(subject.fabric, TO_B, 0)).toThrow(/not plugged/);
  });

  it('leaves nothing on links and switches when it is over', () => {
    const subject = started(TWO);
    const trace = traceBetween(subject.fabric, TO_B, subject.now);
    trace.step(subject.now);
    const count = trace.report().frames[0]!.events.length;
    trace[Symbol.dispose]();
    subject.fabric.apply(testConfig({ ...TWO, revision: 2 }));
    trace.step(subject.now + 600);
    expect(trace.report().frames.flatMap(({ events }) => events)).toHaveLength(count);
  });
});

describe('watching', () => {
  const WATCH: TraceRequest = {
    mode: 'watch',
    from: nicOf('a'),
    to: nicOf('b'),
    addresses: [[addressOf('a')], [addressOf('b')]],
    durationMs: 1000,
  };
  const hex = (name: string): string => testMac(name).replaceAll(':', '');
  const plain = (from: string, to: string, text: string): string =>
    `${hex(to)}${hex(from)}88b5${Buffer.from(text).toString('hex')}`;

  it('follows frames of the two alone, each for itself', () => {
    const subject = started(TWO);
    const { report } = run(subject, WATCH, 'abc', () => {
      subject.send('a', plain('a', 'b', 'one'));
      subject.send('a', plain('a', 'c', 'other'));
      subject.send('b', plain('b', 'a', 'two'));
      subject.pass(200);
      subject.send('a', plain('a', 'b', 'one'));
    });
    expect(report.frames.map(({ events }) => places(events)[0])).toEqual([
      'enters a0',
      'enters b1',
      'enters a0',
    ]);
    expect(report.frames[2]!.events[0]!.at).toBe(200);
  });

  it('ends by itself when there is too much to tell', () => {
    const subject = started(TWO);
    const before = subject.now;
    const { report } = run(subject, WATCH, 'abc', () => {
      for (let each = 0; each < 100; each += 1) subject.send('a', plain('a', 'b', `frame ${each}`));
    });
    expect(report).toMatchObject({ isCut: true });
    expect(report.frames).toHaveLength(64);
    expect(subject.now).toBe(before);
  });

  it('does not fill up in a storm', () => {
    const subject = started({
      nics: 'ab',
      nodes: 'st',
      stormGuard: false,
      links: {
        a: { ends: ['a', 's:1'] },
        b: { ends: ['b', 't:1'] },
        x: { ends: ['s:2', 't:2'] },
        y: { ends: ['s:3', 't:3'] },
      },
    });
    const { report } = run(subject, WATCH, 'ab', () => {
      subject.send('a', plain('a', 'b', 'round and round'));
      subject.turn(300);
    });
    expect(report.isCut).toBe(true);
    expect(report.frames.flatMap(({ events }) => events)).toHaveLength(4000);
  });
});
