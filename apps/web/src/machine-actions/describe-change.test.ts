import { describe, expect, it } from 'vitest';
import { machineFixture, stateFixture } from '../live/live.fixture.ts';
import { describeChange } from './describe-change.ts';

describe('describeChange', () => {
  const before = machineFixture(1);

  it('says what another person changed, with both values', () => {
    const after = { ...before, name: 'other', memoryMiB: 256, version: 2 };
    expect(describeChange(before, after)).toEqual([
      'The name is now other (was machine-1).',
      'Memory is now 256 MiB (was 128 MiB).',
    ]);
  });

  it('finds nothing when only the state moved on', () => {
    expect(describeChange(before, { ...before, version: 9, state: stateFixture('running') })).toEqual([]);
  });
});
