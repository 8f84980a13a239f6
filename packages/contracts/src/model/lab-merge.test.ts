import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { mergeChanges } from './lab-merge.ts';

const value = fc.jsonValue({ maxDepth: 3 });

describe('mergeChanges', () => {
  test.prop([value, value])('is what is wanted, where nobody else changed anything', (was, now) => {
    expect(mergeChanges(was, now, was)).toEqual(now);
  });

  test.prop([value, value])('leaves what others did, where nothing was changed', (was, current) => {
    expect(mergeChanges(was, JSON.parse(JSON.stringify(was)), current)).toBe(current);
  });

  test.prop([value, value])('can be done again', (was, now) => {
    expect(mergeChanges(was, now, now)).toEqual(now);
  });

  it('does not give the interface of one machine to another', () => {
    const to = (machine: string, nic: number | null) => [{ hostPort: 8080, target: { machine, nic } }];
    const other = [{ hostPort: 8081, target: { machine: 'a', nic: 1 } }];
    expect(mergeChanges(to('a', null), to('b', null), other)).toEqual([
      { hostPort: 8081, target: { machine: 'b', nic: null } },
    ]);
  });

  it('puts changes of different fields together, however deep', () => {
    const was = {
      label: 'a',
      dhcp: null as object | null,
      ends: [
        { port: 0, vlan: 1 },
        { port: 1, vlan: 1 },
      ],
    };
    const now = {
      ...was,
      label: 'b',
      ends: [
        { port: 0, vlan: 7 },
        { port: 1, vlan: 1 },
      ],
    };
    const current = {
      ...was,
      dhcp: { subnet: 'x' },
      ends: [
        { port: 5, vlan: 1 },
        { port: 1, vlan: 9 },
      ],
    };
    expect(mergeChanges(was, now, current)).toEqual({
      label: 'b',
      dhcp: { subnet: 'x' },
      ends: [
        { port: 5, vlan: 7 },
        { port: 1, vlan: 9 },
      ],
    });
  });

  it('takes the later where both changed the same, and does not mix kinds', () => {
    expect(mergeChanges({ a: 1 }, { a: 2 }, { a: 3 })).toEqual({ a: 2 });
    const access = { vlan: { mode: 'access', vlan: 1 } };
    const trunk = { vlan: { mode: 'trunk', vlans: null, native: 1 } };
    expect(mergeChanges<object>(access, trunk, { vlan: { mode: 'access', vlan: 5 } })).toEqual(trunk);
    expect(mergeChanges<object>(access, { vlan: { mode: 'access', vlan: 5 } }, trunk)).toEqual({
      vlan: { mode: 'access', vlan: 5 },
    });
  });

  it('tells what somebody else had made of what both changed, and nothing else', () => {
    const clashes = <T>(was: T, now: T, current: T): unknown[] => {
      const told: unknown[] = [];
      mergeChanges(was, now, current, (path, theirs) => told.push([path.join('.'), theirs]));
      return told;
    };
    const was = { label: 'a', size: 1, ends: [{ vlan: 1 }, { vlan: 1 }] };
    expect(clashes(was, { ...was, label: 'b' }, { ...was, size: 2 })).toEqual([]);
    expect(clashes(was, { ...was, label: 'b' }, { ...was, label: 'b' })).toEqual([]);
    expect(clashes(was, { ...was, label: 'b' }, { ...was, label: 'c' })).toEqual([['label', 'c']]);
    const [mine, theirs] = [7, 9].map((vlan) => ({ ...was, ends: [{ vlan }, { vlan: 1 }] }));
    expect(clashes(was, mine!, theirs!)).toEqual([['ends.0.vlan', 9]]);
    const access = (vlan: number) => ({ mode: 'access', vlan });
    const trunk = { mode: 'trunk', native: 1 };
    expect(clashes<object>({ vlan: access(1) }, { vlan: trunk }, { vlan: access(5) })).toEqual([
      ['vlan', access(5)],
    ]);
  });

  it('takes fields for data whatever they are called', () => {
    expect(mergeChanges<object>({ toString: 1 }, {}, { toString: 1 })).toEqual({});
    expect(mergeChanges<object>({}, { a: 1 }, { valueOf: 2 })).toEqual({ a: 1, valueOf: 2 });
  });

  it('changes other lists whole', () => {
    expect(mergeChanges({ vlans: [1, 2] }, { vlans: [1, 2, 3] }, { vlans: [2] })).toEqual({
      vlans: [1, 2, 3],
    });
  });
});
