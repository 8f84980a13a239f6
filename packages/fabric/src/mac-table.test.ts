import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { MAX_STATIONS, MacTable } from './mac-table.ts';

const half = fc.nat(0xff_ff_ff);

describe('MacTable', () => {
  it('knows the last port of a station until it was silent for too long', () => {
    let now = 100;
    const table = new MacTable(300, () => now);
    table.learn(0x02_00_00, 1, 1, 7);
    table.learn(0x02_00_00, 1, 2, 8);
    expect([table.lookUp(0x02_00_00, 1, 1), table.lookUp(0x02_00_00, 1, 2)]).toEqual([7, 8]);
    expect(table.lookUp(0x02_00_00, 1, 3)).toBe(-1);
    table.learn(0x02_00_00, 1, 1, 9);
    now = 400;
    expect(table.lookUp(0x02_00_00, 1, 1)).toBe(9);
    now = 401;
    expect(table.lookUp(0x02_00_00, 1, 1)).toBe(-1);
    expect(table.list()).toEqual([]);
  });

  it('forgets what it is told to forget, and nothing else', () => {
    const table = new MacTable(300, () => 0);
    for (let low = 0; low < 100; low += 1) table.learn(0x02_00_00, low, 1, low % 2);
    table.forgetPort(1);
    expect(table.list().map(({ port }) => port)).toEqual(Array(50).fill(0));
    table.clear();
    expect(table.list()).toEqual([]);
  });

  it('finds a station again, not twice, after others of its bucket were forgotten', () => {
    const table = new MacTable(300, () => 0);
    for (let low = 0; low < 3000; low += 1) table.learn(0x02_00_00, low, 1, low % 3);
    table.forgetPort(1);
    for (let low = 0; low < 3000; low += 1) table.learn(0x02_00_00, low, 1, 5);
    const keys = table.list().map(({ low }) => low);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('stays as large as it is under a flood of invented addresses, and keeps who goes on talking', () => {
    let now = 0;
    const table = new MacTable(300, () => now);
    for (let frame = 0; frame < 200_000; frame += 1) {
      table.learn(0x02_00_00, frame, 1, 1);
      if (frame % 1000 === 0) now += 1;
    }
    expect(table.list().length).toBeLessThanOrEqual(MAX_STATIONS);
    table.learn(0x06_00_00, 42, 1, 3);
    expect(table.lookUp(0x06_00_00, 42, 1)).toBe(3);
  });

  test.prop([
    fc.array(fc.tuple(half, half, fc.integer({ min: 1, max: 4094 }), fc.nat(4095)), { maxLength: 200 }),
  ])('agrees with a map while there is room', (learned) => {
    const table = new MacTable(300, () => 0);
    const map = new Map<string, number>();
    for (const [high, low, vlan, port] of learned) {
      table.learn(high, low, vlan, port);
      map.set(`${high} ${low} ${vlan}`, port);
    }
    for (const [high, low, vlan] of learned) {
      const found = table.lookUp(high, low, vlan);
      expect([map.get(`${high} ${low} ${vlan}`), -1]).toContain(found);
    }
    // Eight in one bucket of 512 are rare among 200.
    expect(table.list().length).toBeGreaterThanOrEqual(map.size - 2);
  });
});
