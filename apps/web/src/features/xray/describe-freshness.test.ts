import type { MachinePhase, MconsoleQueue } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { describeFreshness } from './describe-freshness.ts';
import { NOTHING_SEEN, type XraySnapshot } from './xray-state.ts';
import { FIXTURE_START, xrayFixture } from './xray.fixture.ts';

const seen = xrayFixture(0);
const live: XraySnapshot = { phase: { kind: 'live' }, look: seen, sample: seen.sample, entries: [] };
const asked = (state: MconsoleQueue['state']): XraySnapshot => ({
  ...live,
  look: { ...seen, sample: null, queue: { state, since: null, detail: null } },
});

describe('describeFreshness', () => {
  it('has nothing to say of what arrives every second', () => {
    expect(describeFreshness(live, 'running')).toEqual({ kind: 'live' });
    expect(describeFreshness(live, 'stopping')).toEqual({ kind: 'live' });
  });

  it.each<[string, XraySnapshot, MachinePhase, RegExp]>([
    ['paused', asked('paused'), 'paused', /paused/],
    ['booting', asked('not-up'), 'starting', /not up/],
    ['stuck', asked('stuck'), 'running', /stuck/],
    ['silent', asked('silent'), 'running', /does not answer/],
    ['stopped', live, 'stopped', /stopped/],
    ['rebooting', live, 'rebooting', /reboots/],
    ['cut off', { ...live, phase: { kind: 'away', since: 0, retryAt: null } }, 'running', /server/],
  ])('marks what was seen before a guest was %s as old', (...[, snapshot, phase, why]) => {
    expect(describeFreshness(snapshot, phase)).toMatchObject({ kind: 'old', at: FIXTURE_START });
    expect(describeFreshness(snapshot, phase)).toHaveProperty('why', expect.stringMatching(why));
    expect(describeFreshness({ ...snapshot, sample: null }, phase).kind).toBe('none');
  });

  it('waits for the first look without a word', () => {
    const first: XraySnapshot = { ...NOTHING_SEEN, phase: { kind: 'connecting' } };
    expect(describeFreshness(first, 'running')).toEqual({ kind: 'connecting' });
    expect(describeFreshness(asked('answering'), 'running')).toEqual({ kind: 'connecting' });
  });
});
