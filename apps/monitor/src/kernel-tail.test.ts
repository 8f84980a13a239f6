import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KernelTail } from './kernel-tail.ts';

describe('KernelTail', () => {
  it('is the end of everything that was pushed', () => {
    const piece = fc.uint8Array({ maxLength: 40_000 }).map((bytes) => bytes.map((byte) => 32 + (byte % 64)));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const tail = new KernelTail();
        for (const bytes of pieces) tail.push(bytes);
        const all = Buffer.concat(pieces).toString('latin1');
        expect(tail.text()).toBe(all.slice(-32_768));
      }),
      { numRuns: 30 },
    );
  });

  it('forgets the run before', () => {
    const tail = new KernelTail();
    tail.push(Buffer.from('reboot: Restarting system'));
    tail.clear();
    tail.push(Buffer.from('new'));
    expect(tail.text()).toBe('new');
  });
});
