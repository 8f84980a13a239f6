import { describe, expect, it } from 'vitest';
import { applyToActivity, applyToMachines } from './apply-event.ts';
import { machineFixture, machineListFixture } from './live.fixture.ts';

describe('applyToMachines', () => {
  const one = machineFixture(1);
  const list = machineListFixture(5, [one]);

  it('gives the same list back for an event that it includes already', () => {
    expect(applyToMachines(list, { seq: 5, type: 'machine.removed', id: one.id })).toBe(list);
  });

  it('gives the same list back for an event about something else', () => {
    const event = { seq: 6, type: 'image.removed', id: one.imageId } as const;
    expect(applyToMachines(list, event)).toBe(list);
  });

  it('replaces a machine in its place and moves on', () => {
    const changed = { ...one, version: 2, name: 'renamed' };
    const after = applyToMachines(list, { seq: 6, type: 'machine.changed', machine: changed });
    expect(after).toEqual({ epoch: 'run', seq: 6, items: [changed], stats: [], health: [] });
  });

  it('adds a machine that it does not know, at the end', () => {
    const two = machineFixture(2);
    const after = applyToMachines(list, { seq: 6, type: 'machine.changed', machine: two });
    expect(after.items.map(({ id }) => id)).toEqual([one.id, two.id]);
  });

  it('takes a removed machine away', () => {
    expect(applyToMachines(list, { seq: 6, type: 'machine.removed', id: one.id }).items).toEqual([]);
  });

  it('keeps a machine that the answer to a request brought ahead of its event', () => {
    const ahead = machineListFixture(5, [{ ...one, version: 3 }]);
    const after = applyToMachines(ahead, {
      seq: 6,
      type: 'machine.changed',
      machine: { ...one, version: 2 },
    });
    expect(after.seq).toBe(6);
    expect(after.items[0]?.version).toBe(3);
  });
});

describe('applyToActivity', () => {
  const page = { epoch: 'run', seq: 5, items: [], next: null };
  const entry = {
    id: 9,
    at: '2026-11-23T10:00:00.000Z',
    kind: 'machine.exited',
    severity: 'error',
    actor: 'system',
    machineId: null,
    machineName: null,
    message: 'Ended.',
    details: null,
  } as const;

  it('puts what happened first', () => {
    expect(applyToActivity(page, { seq: 6, type: 'activity.added', entry }, undefined).items).toEqual([
      entry,
    ]);
  });

  it('leaves out what its filter does not want, and still moves on', () => {
    const after = applyToActivity(page, { seq: 6, type: 'activity.added', entry }, 'info');
    expect(after).toEqual({ epoch: 'run', seq: 6, items: [], next: null });
  });

  it('never shows an entry twice', () => {
    const once = applyToActivity(page, { seq: 6, type: 'activity.added', entry }, undefined);
    const twice = applyToActivity(once, { seq: 7, type: 'activity.added', entry }, undefined);
    expect(twice.items).toHaveLength(1);
  });
});
