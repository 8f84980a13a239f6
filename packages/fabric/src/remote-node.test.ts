import type { FabricTunnel } from '@umlaut/contracts/fabric';
import { describe, expect, it } from 'vitest';
import { TestFabric, frame, testConfig } from './fabric.fixture.ts';

const TUNNEL: FabricTunnel = {
  local: { address: '10.0.0.1', port: 4000 },
  remote: { address: '10.0.0.2', port: 4000 },
  rxSession: 7,
  txSession: 8,
  rxCookie: '00000000000000aa',
  txCookie: '00000000000000bb',
};
const KEY = '10.0.0.1:4000';

function started(tunnel: FabricTunnel | null): TestFabric {
  const subject = new TestFabric();
  subject.fabric.apply(configOf(tunnel, 1));
  return subject;
}

const configOf = (tunnel: FabricTunnel | null, revision: number) =>
  testConfig({ revision, nics: 'a', nodes: 'r', links: { k: { ends: ['a', 'r:0'] } }, tunnel });

const remote = (subject: TestFabric) => subject.fabric.state().remotes[0]!;
const status = (subject: TestFabric) => subject.fabric.state().links[0]!;
const sentOut = (subject: TestFabric) => subject.sockets.received.get(KEY)?.splice(0) ?? [];

describe('a tunnel to another host', () => {
  it('carries frames both ways, counts them, and knows when it heard something', () => {
    const subject = started(TUNNEL);
    expect(status(subject).status).toBe('up');
    expect(remote(subject)).toMatchObject({ problem: null, heardSecondsAgo: null });
    subject.send('a', frame('a', 'b'));
    expect(sentOut(subject)).toEqual([frame('a', 'b')]);
    subject.arrive(TUNNEL, frame('b', 'a'));
    expect(subject.got('a')).toEqual([[frame('b', 'a')]]);
    subject.pass(3500);
    subject.send('a', frame('a', 'b'));
    expect(remote(subject)).toMatchObject({
      sent: { frames: 2 },
      received: { frames: 1 },
      heardSecondsAgo: 3,
    });
  });

  it('takes nothing that does not know the secret', () => {
    const subject = started(TUNNEL);
    subject.arrive({ ...TUNNEL, rxCookie: '00000000000000ab' }, frame('b', 'a'));
    subject.arrive({ ...TUNNEL, rxSession: 9 }, frame('b', 'a'));
    expect(subject.got('a')).toEqual([[]]);
    expect(remote(subject)).toMatchObject({
      received: { frames: 0, drops: { 'wrong-cookie': 1, 'wrong-session': 1 } },
      heardSecondsAgo: null,
      strangers: 2,
    });
    // The other host has the right code now: what came before is no trouble any more.
    subject.arrive(TUNNEL, frame('b', 'a'));
    expect(remote(subject)).toMatchObject({ strangers: 0, heardSecondsAgo: 0 });
  });

  it('says that it is not set up, and works once it is, elsewhere and again', () => {
    const subject = started(null);
    expect(status(subject)).toMatchObject({
      status: 'broken',
      problem: expect.stringContaining('not set up'),
    });
    subject.send('a', frame('a', 'b'));
    expect(status(subject).directions[0].drops).toEqual({ 'no-link': 1 });
    subject.fabric.apply(configOf(TUNNEL, 2));
    expect(status(subject).status).toBe('up');
    subject.arrive(TUNNEL, frame('b', 'a'));
    expect(subject.got('a')).toEqual([[frame('b', 'a')]]);
    const elsewhere = { ...TUNNEL, local: { address: '10.0.0.3', port: 4000 } };
    subject.fabric.apply(configOf(elsewhere, 3));
    expect(subject.sockets.taking.has(KEY)).toBe(false);
    subject.arrive(elsewhere, frame('b', 'a'));
    expect(subject.got('a')[0]).toHaveLength(1);
  });

  it('is tried again while its address is not of this host', () => {
    const subject = new TestFabric();
    subject.sockets.refused.add(KEY);
    subject.fabric.apply(configOf(TUNNEL, 1));
    expect(status(subject)).toMatchObject({ status: 'broken', problem: expect.stringContaining('10.0.0.1') });
    subject.sockets.refused.clear();
    subject.fabric.check();
    expect(status(subject).status).toBe('up');
  });
});
