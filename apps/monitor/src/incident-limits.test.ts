import type { IncidentKind } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { IncidentLimits } from './incident-limits.ts';

describe('IncidentLimits', () => {
  it('admits one of a kind every ten seconds', () => {
    const limits = new IncidentLimits();
    expect(limits.admit('warning', 1_000)).toBe(true);
    expect(limits.admit('warning', 10_999)).toBe(false);
    expect(limits.admit('oops', 10_999)).toBe(true);
    expect(limits.admit('warning', 11_000)).toBe(true);
  });

  it('admits twenty of a run, and always a panic', () => {
    const limits = new IncidentLimits();
    const kinds: IncidentKind[] = ['warning', 'bug', 'lockup'];
    let admitted = 0;
    for (let now = 0; now < 1_000_000; now += 1_000) {
      for (const kind of kinds) admitted += limits.admit(kind, now) ? 1 : 0;
    }
    expect(admitted).toBe(20);
    expect(limits.admit('hang', 2_000_000)).toBe(false);
    expect(limits.admit('panic', 2_000_000)).toBe(true);
  });
});
