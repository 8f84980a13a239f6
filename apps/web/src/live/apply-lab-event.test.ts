import { lab, type Lab } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { applyToLab, applyToLabs } from './apply-lab-event.ts';

function labOf(version: number): Lab {
  return lab.parse({
    id: 'l-aaaaaaaaaa',
    name: `Lab ${version}`,
    description: '',
    version,
    createdAt: '2026-11-23T10:00:00.000Z',
    updatedAt: '2026-11-23T10:00:00.000Z',
    machineIds: [],
    nodeCount: 0,
    linkCount: 0,
    nodes: [],
    links: [],
  });
}
const { id } = labOf(1);

describe('applyToLabs', () => {
  const list = { epoch: 'run', seq: 5, items: [labOf(3)] };

  it('keeps summaries only', () => {
    const after = applyToLabs(list, { seq: 6, type: 'lab.changed', lab: labOf(4) });
    expect(after.items[0]?.name).toBe('Lab 4');
    expect(after.items[0]).not.toHaveProperty('nodes');
  });

  it('keeps what a request brought ahead of its event', () => {
    const after = applyToLabs(list, { seq: 6, type: 'lab.changed', lab: labOf(2) });
    expect(after).toEqual({ ...list, seq: 6 });
  });

  it('takes a removed lab away, and nothing that it includes already', () => {
    expect(applyToLabs(list, { seq: 6, type: 'lab.removed', id }).items).toEqual([]);
    expect(applyToLabs(list, { seq: 5, type: 'lab.removed', id })).toBe(list);
  });
});

describe('applyToLab', () => {
  const reading = { epoch: 'run', seq: 5, lab: labOf(3) };

  it('follows its lab to its end', () => {
    expect(applyToLab(reading, { seq: 6, type: 'lab.changed', lab: labOf(4) }, id).lab?.version).toBe(4);
    expect(applyToLab(reading, { seq: 6, type: 'lab.changed', lab: labOf(2) }, id).lab?.version).toBe(3);
    expect(applyToLab(reading, { seq: 6, type: 'lab.removed', id }, id).lab).toBeNull();
  });
});
