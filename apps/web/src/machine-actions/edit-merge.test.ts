import { describe, expect, it } from 'vitest';
import { machineFixture } from '../live/live.fixture.ts';
import { changedFields, editableOf, mergeUntouched } from './edit-merge.ts';

const before = machineFixture(1);

describe('changedFields', () => {
  it('sends what differs, and nothing for a form that was not touched', () => {
    expect(changedFields(before, editableOf(before))).toEqual({});
    expect(changedFields(before, { ...editableOf(before), name: 'new', memoryMiB: 64 })).toEqual({
      name: 'new',
      memoryMiB: 64,
    });
  });
});

describe('mergeUntouched', () => {
  it("takes the other person's value where this form did nothing, and keeps its own elsewhere", () => {
    const after = { ...before, memoryMiB: 256, name: 'theirs', version: 2 };
    const merged = mergeUntouched({ ...editableOf(before), name: 'mine' }, { before, after });
    expect(merged).toEqual({ ...editableOf(before), name: 'mine', memoryMiB: 256 });
  });
});
