import { fc, test } from '@fast-check/vitest';
import type { PortVlan } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { arpFrame } from './packet/arp.ts';
import { TestFabric, frame, linkId, nodeId, testConfig, testMac, type TestConfig } from './fabric.fixture.ts';

function started(config: TestConfig): TestFabric {
  const subject = new TestFabric();
  subject.fabric.apply(testConfig(config));
  return subject;
}

const star = (node: string, nics: string): NonNullable<TestConfig['links']> =>
  Object.fromEntries(Array.from(nics, (nic, port) => [nic, { ends: [nic, `${node}:${port}`] }]));

function link(subject: TestFabric, name: string) {
  const found = subject.fabric.state().links.find(({ id }) => id === linkId(name));
  if (found === undefined) throw new Error(`no link ${name}`);
  return found;
}

const OUT_BACK = { direction: 1, side: 'exit' } as const;

const nic = (subject: TestFabric, index: number) => subject.fabric.state().nics[index]!;

describe('a link between two NICs', () => {
  const config: TestConfig = { nics: 'ab', links: { k: { ends: ['a', 'b'] } } };

  it('carries frames both ways and counts them', () => {
    const subject = started(config);
    subject.send('a', frame('a', 'b'));
    subject.send('b', frame('b', 'a'));
    subject.send('b', frame('b', '*'));
    expect(subject.got('ab')).toEqual([[frame('b', 'a'), frame('b', '*')], [frame('a', 'b')]]);
    expect(link(subject, 'k')).toMatchObject({
      status: 'up',
      directions: [{ frames: 1, bytes: 19 }, { frames: 2 }],
    });
    expect(nic(subject, 0)).toMatchObject({ sent: { frames: 1, bytes: 19 }, received: { frames: 2 } });
  });

  it('takes nothing with a wrong cookie or session, cut off, or too short, and says so', () => {
    const subject = started(config);
    const flip = (at: number) => (bytes: Buffer) => {
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      return bytes;
    };
    subject.send('a', frame('a', 'b'), flip(15));
    subject.send('a', frame('a', 'b'), flip(7));
    subject.send('a', frame('a', 'b'), (bytes) => bytes.subarray(0, 15));
    subject.send('a', 'ffff');
    expect(subject.got('b')).toEqual([[]]);
    expect(nic(subject, 0).sent).toEqual({
      frames: 0,
      bytes: 0,
      drops: { 'wrong-cookie': 1, 'wrong-session': 1, 'too-short': 2 },
    });
  });

  it('stops when it is unplugged, and goes on when it is plugged in', () => {
    const subject = started(config);
    subject.fabric.apply(
      testConfig({ ...config, revision: 2, links: { k: { ends: ['a', 'b'], enabled: false } } }),
    );
    subject.send('a', frame('a', 'b'));
    expect(subject.got('b')).toEqual([[]]);
    expect(link(subject, 'k')).toMatchObject({
      status: 'unplugged',
      directions: [{ drops: { unplugged: 1 } }, {}],
    });
    subject.fabric.apply(testConfig({ ...config, revision: 3 }));
    subject.send('a', frame('a', 'b'));
    expect(subject.got('b')).toEqual([[frame('a', 'b')]]);
    expect(link(subject, 'k').directions[0]).toMatchObject({ frames: 1, drops: { unplugged: 1 } });
  });

  it('tells where there is no far end', () => {
    const subject = started({ nics: 'a', links: { k: { ends: ['a', 'b'] } } });
    expect(link(subject, 'k')).toMatchObject({ status: 'broken', problem: 'm-bbbbbbbbbb/0 does not exist.' });
    subject.send('a', frame('a', 'b'));
    expect(link(subject, 'k').directions[0].drops).toEqual({ 'no-link': 1 });
  });
});

describe('a switch', () => {
  it('learns, floods what it does not know, and sends nothing back', () => {
    const subject = started({ nics: 'abc', nodes: 's', links: star('s', 'abc') });
    subject.send('a', frame('a', 'b'));
    expect(subject.got('abc').map((got) => got.length)).toEqual([0, 1, 1]);
    subject.send('b', frame('b', 'a'));
    expect(subject.got('abc').map((got) => got.length)).toEqual([1, 0, 0]);
    subject.send('c', frame('b', 'c'));
    expect(subject.fabric.state().switches[0]?.stations).toContainEqual({
      mac: testMac('b'),
      vlan: 1,
      port: 2,
      ageSeconds: 0,
    });
    subject.fabric.command({ command: 'forget-stations', node: nodeId('s') as never });
    expect(subject.fabric.state().switches[0]?.stations).toEqual([]);
  });

  it('forgets who was silent for too long', () => {
    const subject = started({ nics: 'abc', nodes: 's', links: star('s', 'abc') });
    subject.send('b', frame('b', 'a'));
    subject.got('ac');
    subject.pass(301_000);
    subject.send('a', frame('a', 'b'));
    expect(subject.got('bc').map((got) => got.length)).toEqual([1, 1]);
  });

  it('keeps what it learned when something else changes, and loses what was unplugged', () => {
    const config: TestConfig = { nics: 'abcd', nodes: 's', links: star('s', 'abc') };
    const subject = started(config);
    for (const name of 'abc') subject.send(name, frame(name, '*'));
    subject.got('abc');
    subject.fabric.apply(
      testConfig({ ...config, revision: 2, links: { ...star('s', 'abc'), d: { ends: ['d', 's:9'] } } }),
    );
    subject.send('a', frame('a', 'b'));
    expect(subject.got('bcd').map((got) => got.length)).toEqual([1, 0, 0]);
    // b moves to another port.
    subject.fabric.apply(
      testConfig({ ...config, revision: 3, links: { ...star('s', 'abc'), b: { ends: ['b', 's:8'] } } }),
    );
    subject.send('a', frame('a', 'b'));
    expect(subject.got('bc').map((got) => got.length)).toEqual([1, 1]);
    expect(link(subject, 'b').directions[1].frames).toBeGreaterThan(2);
  });

  it('keeps VLANs apart, and carries several over a trunk', () => {
    const access = (vlan: number): PortVlan => ({ mode: 'access', vlan });
    const trunk: PortVlan = { mode: 'trunk', vlans: [10, 20], native: 20 };
    const subject = started({
      nics: 'abcdef',
      nodes: 'st',
      links: {
        a: { ends: ['a', ['s:1', access(10)]] },
        b: { ends: ['b', ['s:2', access(20)]] },
        c: { ends: ['c', ['t:1', access(10)]] },
        d: { ends: ['d', ['t:2', access(20)]] },
        e: { ends: ['e', ['s:3', { mode: 'trunk', vlans: null, native: null }]] },
        f: { ends: ['f', ['t:3', access(30)]] },
        t: {
          ends: [
            ['s:9', trunk],
            ['t:9', trunk],
          ],
        },
      },
    });
    subject.send('a', frame('a', '*'));
    expect(subject.got('abcdef')).toEqual([
      [],
      [],
      [frame('a', '*')],
      [],
      [frame('a', '*', { vlan: 10 })],
      [],
    ]);
    subject.send('b', frame('b', '*'));
    expect(subject.got('abcdef')).toEqual([
      [],
      [],
      [],
      [frame('b', '*')],
      [frame('b', '*', { vlan: 20 })],
      [],
    ]);
    subject.send('e', frame('e', 'c', { vlan: 10 }));
    expect(subject.got('abcdef')).toEqual([[frame('e', 'c')], [], [frame('e', 'c')], [], [], []]);
    subject.send('c', frame('c', 'e'));
    expect(subject.got('abcdef')).toEqual([[], [], [], [], [frame('c', 'e', { vlan: 10 })], []]);
    // A tag at an access port, none at a trunk without a native VLAN, one that the other trunk does not carry.
    subject.send('a', frame('a', '*', { vlan: 20 }));
    subject.send('e', frame('e', '*'));
    subject.send('e', frame('e', '*', { vlan: 30 }));
    expect(subject.got('abcdef').flat()).toEqual([]);
    expect(link(subject, 'a').directions[0].drops).toEqual({ vlan: 1 });
    expect(link(subject, 'e').directions[0].drops).toEqual({ vlan: 1 });
  });

  it('drops frames that say a group sent them', () => {
    const subject = started({ nics: 'ab', nodes: 's', links: star('s', 'ab') });
    subject.send('a', frame('*', 'b'));
    expect(subject.got('b')).toEqual([[]]);
    expect(link(subject, 'a').directions[0].drops).toEqual({ malformed: 1 });
  });

  it('has a service that is asked and answers in the VLAN of who asks', () => {
    const heard: string[] = [];
    let emit: (bytes: Uint8Array) => void = () => {};
    const subject = new TestFabric({
      createSwitchService: (options) => {
        ({ emit } = options);
        return {
          leases: [],
          update: () => {},
          deliver: (bytes, start, end) => {
            const text = Buffer.from(bytes.subarray(start, end)).toString('hex');
            heard.push(text);
            emit(Buffer.from(frame('h', 'a'), 'hex'));
          },
        };
      },
    });
    const vlan: PortVlan = { mode: 'access', vlan: 7 };
    const dhcp = { subnet: '10.0.0.0/24' };
    const links: TestConfig['links'] = {
      a: { ends: ['a', ['s:1', vlan]] },
      b: { ends: ['b', ['s:2', { mode: 'trunk', vlans: null, native: null }]] },
      c: { ends: ['c', 's:3'] },
    };
    subject.fabric.apply(testConfig({ nics: 'abc', nodes: 's', dhcp, links }));
    subject.send('a', frame('a', '*'));
    expect(heard).toEqual([frame('a', '*')]);
    expect(subject.got('abc')).toEqual([[frame('h', 'a')], [frame('a', '*', { vlan: 7 })], []]);
    subject.send('a', frame('a', 'h'));
    expect(heard).toEqual([frame('a', '*'), frame('a', 'h')]);
    expect(subject.got('b')).toEqual([[]]);
    expect(subject.fabric.state().switches[0]?.stations).toHaveLength(1);
  });
});

describe('circles', () => {
  const circle = (stormGuard: boolean): TestConfig => ({
    nics: 'ab',
    nodes: 'st',
    stormGuard,
    links: {
      a: { ends: ['a', 's:1'] },
      b: { ends: ['b', 't:1'] },
      x: { ends: ['s:2', 't:2'] },
      y: { ends: ['s:3', 't:3'] },
    },
  });

  it('are opened at the one port where frames come back, and closed again by command', () => {
    const subject = started(circle(true));
    subject.send('a', frame('a', '*'));
    subject.turn(100);
    const closed = ['x', 'y'].filter((name) => link(subject, name).status === 'storm');
    expect(closed).toHaveLength(1);
    const problem = link(subject, closed[0] ?? '').problem;
    expect(problem).toMatch(
      /^The same broadcasts came back here.*Port \d of n-.* was closed to end the storm\.$/,
    );
    expect(subject.turn(100)).toBe(0);
    subject.got('ab');
    subject.pass(1000);
    subject.send('a', frame('a', 'b', { text: 'after' }));
    subject.send('b', frame('b', 'a', { text: 'back' }));
    expect(subject.got('ab')).toEqual([
      [frame('b', 'a', { text: 'back' })],
      [frame('a', 'b', { text: 'after' })],
    ]);
    subject.fabric.command({ command: 'open-link', link: linkId(closed[0] ?? '') as never });
    expect(link(subject, closed[0] ?? '').status).toBe('up');
  });

  it('without a guard go on for ever, but let the fabric live', () => {
    const subject = started(circle(false));
    subject.send('a', frame('a', '*'));
    expect(subject.turn(50)).toBe(50);
    expect(subject.fabric.state().links.map(({ status }) => status)).toEqual(['up', 'up', 'up', 'up']);
  });

  it('that went on for long are opened at one port, however many guards see them', () => {
    const ring = (stormGuard: boolean): TestConfig => ({
      nics: 'a',
      nodes: 'stw',
      stormGuard,
      links: {
        a: { ends: ['a', 's:1'] },
        x: { ends: ['s:2', 't:2'] },
        y: { ends: ['t:3', 'w:3'] },
        z: { ends: ['w:2', 's:3'] },
      },
    });
    const subject = started(ring(false));
    for (let at = 0; at < 1000; at += 1) subject.send('a', frame('a', '*', { text: `frame ${at}` }));
    expect(subject.turn(50)).toBe(50);
    subject.fabric.apply(testConfig({ ...ring(true), revision: 2 }));
    subject.turn(200);
    expect(subject.turn(100)).toBe(0);
    expect(['x', 'y', 'z'].filter((name) => link(subject, name).status === 'storm')).toHaveLength(1);
  });

  it('of hubs are opened, too', () => {
    const subject = started({
      nics: 'a',
      nodes: 'hi',
      links: { a: { ends: ['a', 'h:1'] }, x: { ends: ['h:2', 'i:2'] }, y: { ends: ['h:3', 'i:3'] } },
    });
    subject.send('a', frame('a', '*'));
    subject.turn(100);
    expect(subject.turn(100)).toBe(0);
    expect(['x', 'y'].filter((name) => link(subject, name).status === 'storm')).toHaveLength(1);
  });
});

describe('a hub', () => {
  it('repeats all that comes to all others', () => {
    const subject = started({ nics: 'abc', nodes: 'h', links: star('h', 'abc') });
    subject.send('a', frame('a', 'b'));
    subject.send('b', frame('b', 'a'));
    expect(subject.got('abc').map((got) => got.length)).toEqual([1, 1, 2]);
  });
});

describe('a bad link', () => {
  it('delays, each way for itself, and shortens the wait of those under way', () => {
    const links = { k: { ends: ['a', 'b'] as [string, string], there: { delayMs: 50 } } };
    const subject = started({ nics: 'ab', links });
    subject.send('a', frame('a', 'b'));
    subject.send('b', frame('b', 'a'));
    expect(subject.got('ab').map((got) => got.length)).toEqual([1, 0]);
    subject.pass(49.9);
    expect(subject.got('b')).toEqual([[]]);
    subject.pass(0.2);
    expect(subject.got('b')).toEqual([[frame('a', 'b')]]);
    subject.send('a', frame('a', 'b', { text: 'two' }));
    subject.fabric.apply(testConfig({ nics: 'ab', revision: 2, links: { k: { ends: ['a', 'b'] } } }));
    subject.pass(1);
    expect(subject.got('b')).toEqual([[frame('a', 'b', { text: 'two' })]]);
  });

  it('lets no more wait on all links together than there is room for', () => {
    const slow = { there: { delayMs: 50 }, back: { delayMs: 50 } };
    const links: TestConfig['links'] = { k: { ends: ['a', 'b'], ...slow }, l: { ends: ['c', 'd'], ...slow } };
    const subject = started({ nics: 'abcd', links });
    const long = { text: 'x'.repeat(986) };
    for (let each = 0; each < 6; each += 1) {
      subject.send('a', frame('a', 'b', long));
      subject.send('c', frame('c', 'd', long));
    }
    subject.pass(51);
    expect(subject.got('bd').map((got) => got.length)).toEqual([5, 5]);
    expect(link(subject, 'l').directions[0].drops).toEqual({ 'queue-full': 1 });
    // Those that are cut off while they wait give their room back.
    for (let each = 0; each < 10; each += 1) subject.send('a', frame('a', 'b', long));
    subject.fabric.apply(
      testConfig({ nics: 'cd', revision: 2, links: { l: { ends: ['c', 'd'], ...slow } } }),
    );
    for (let each = 0; each < 10; each += 1) subject.send('c', frame('c', 'd', long));
    subject.pass(51);
    expect(subject.got('d')[0]).toHaveLength(10);
  });

  it('loses, doubles and turns bits', () => {
    const subject = started({ nics: 'ab', links: { k: { ends: ['a', 'b'], there: { lossPercent: 10 } } } });
    for (let each = 0; each < 2000; each += 1) subject.send('a', frame('a', 'b'));
    const [got] = subject.got('b');
    expect(got!.length).toBeGreaterThan(1740);
    expect(got!.length).toBeLessThan(1860);
    expect(link(subject, 'k').directions[0].drops).toEqual({ loss: 2000 - got!.length });
    subject.fabric.apply(
      testConfig({
        nics: 'ab',
        revision: 2,
        links: { k: { ends: ['a', 'b'], there: { duplicatePercent: 100, corruptPercent: 100 } } },
      }),
    );
    subject.send('a', frame('a', 'b'));
    const copies = subject.got('b')[0]!.map((text) => Buffer.from(text, 'hex'));
    const sent = Buffer.from(frame('a', 'b'), 'hex');
    expect(copies).toHaveLength(2);
    for (const copy of copies) {
      const bits = sent
        .map((byte, at) => byte ^ (copy[at] ?? 0))
        .reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
      expect(bits).toBe(1);
    }
  });
});

describe('apply', () => {
  it('refuses what is older, and two links in one place', () => {
    const subject = started({ revision: 5, nics: 'abc', links: { k: { ends: ['a', 'b'] } } });
    expect(() => subject.fabric.apply(testConfig({ revision: 4 }))).toThrow(
      expect.objectContaining({ code: 'FABRIC_STALE' }),
    );
    expect(() =>
      subject.fabric.apply(
        testConfig({ revision: 6, nics: 'abc', links: { k: { ends: ['a', 'b'] }, j: { ends: ['c', 'a'] } } }),
      ),
    ).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(link(subject, 'k').status).toBe('up');
  });

  it('tries a tunnel again that could not be opened', () => {
    const subject = new TestFabric();
    subject.sockets.refused.add('m-bbbbbbbbbb/0');
    subject.fabric.apply(testConfig({ nics: 'ab', links: { k: { ends: ['a', 'b'] } } }));
    expect(link(subject, 'k')).toMatchObject({
      status: 'broken',
      problem: expect.stringContaining('EADDRINUSE'),
    });
    subject.sockets.refused.clear();
    subject.fabric.check();
    expect(link(subject, 'k').status).toBe('up');
    subject.send('a', frame('a', 'b'));
    expect(subject.got('b')[0]).toHaveLength(1);
  });

  it('lets listeners at a link hear what comes out of it', () => {
    const config: TestConfig = { nics: 'ab', links: { k: { ends: ['a', 'b'] } } };
    const subject = started(config);
    const heard: number[] = [];
    const tap = subject.fabric.tap(linkId('k') as never, OUT_BACK, {
      deliver: (_bytes, start, end) => heard.push(end - start),
    });
    subject.send('a', frame('a', 'b'));
    subject.send('b', frame('b', 'a'));
    expect(heard).toEqual([19]);
    tap[Symbol.dispose]();
    subject.send('b', frame('b', 'a'));
    expect(heard).toEqual([19]);
    expect(() => subject.fabric.tap(linkId('z') as never, OUT_BACK, { deliver: () => {} })).toThrow(
      expect.objectContaining({ code: 'LINK_NOT_FOUND' }),
    );
  });

  it('forgets which addresses a NIC was seen to use, and learns those of its next guest', () => {
    const subject = started({ nics: 'ab', links: { k: { ends: ['a', 'b'] } } });
    const uses = (address: number): void => {
      const [senderMac, targetMac] = [testMac('a'), testMac('b')];
      const asked = arpFrame(
        { operation: 'request', senderMac, senderAddress: address, targetMac, targetAddress: 1 },
        targetMac,
      );
      subject.send('a', Buffer.from(asked).toString('hex'));
    };
    uses(0x0a00_0002);
    expect(nic(subject, 0).addresses).toEqual(['10.0.0.2']);
    subject.fabric.command({ command: 'forget-addresses', nics: [nic(subject, 0).id] });
    expect(nic(subject, 0).addresses).toEqual([]);
    uses(0x0a00_0003);
    expect(nic(subject, 0).addresses).toEqual(['10.0.0.3']);
  });

  it('lets listeners hear what goes into a link, also what it loses, once for each frame', () => {
    const there = { lossPercent: 100 };
    const subject = started({ nics: 'ab', links: { k: { ends: ['a', 'b'], there } } });
    const heard: string[] = [];
    const listen = (side: 'entry' | 'exit'): Disposable =>
      subject.fabric.tap(linkId('k') as never, { direction: 0, side }, { deliver: () => heard.push(side) });
    const taps = [listen('entry'), listen('exit')];
    subject.send('a', frame('a', 'b'));
    expect(heard).toEqual(['entry']);
    subject.fabric.apply(testConfig({ revision: 2, nics: 'ab', links: { k: { ends: ['a', 'b'] } } }));
    subject.send('a', frame('a', 'b'));
    expect(heard).toEqual(['entry', 'entry', 'exit']);
    for (const tap of taps) tap[Symbol.dispose]();
    subject.send('a', frame('a', 'b'));
    expect(heard).toHaveLength(3);
  });

  const place = fc.constantFrom('a', 'b', 'c', 's:1', 's:2', 't:1', 't:2', 'h:1', 'h:2', 'i:1');
  const links = fc
    .uniqueArray(place, { maxLength: 10 })
    .map((places) =>
      Object.fromEntries(
        Array.from({ length: Math.floor(places.length / 2) }, (_, at) => [
          'klmnop'.charAt(at),
          { ends: [places[2 * at]!, places[2 * at + 1]!] as [string, string] },
        ]),
      ),
    );
  const configs = fc.array(
    fc.record({
      nics: fc.subarray(['a', 'b', 'c']).map((all) => all.join('')),
      nodes: fc.subarray(['s', 't', 'h', 'i']).map((all) => all.join('')),
      links,
    }),
    { minLength: 1, maxLength: 6 },
  );

  test.prop([configs], { numRuns: 60 })(
    'leads from any configuration to any other, as if it were the first',
    (steps) => {
      const subject = new TestFabric();
      steps.forEach((step, revision) => {
        subject.fabric.apply(testConfig({ ...step, revision }));
        for (const name of step.nics) subject.send(name, frame(name, '*', { text: `${revision}` }));
        subject.turn(1000);
      });
      const last = testConfig({ ...steps.at(-1)!, revision: 100 });
      const fresh = new TestFabric();
      fresh.fabric.apply(last);
      subject.fabric.apply(last);
      const reached = [subject, fresh].map((each) => {
        for (const { id } of each.fabric.state().links)
          each.fabric.command({ command: 'open-link', link: id });
        each.pass(5000);
        each.turn(1000);
        each.got('abc');
        each.send('a', frame('a', '*', { text: 'after' }));
        each.turn(1000);
        return each.got('abc').map((got) => got.includes(frame('a', '*', { text: 'after' })));
      });
      expect(reached[0]).toEqual(reached[1]);
      const broken = (each: TestFabric) =>
        each.fabric.state().links.filter(({ status }) => status === 'broken').length;
      expect(broken(subject)).toEqual(broken(fresh));
    },
  );
});
