import type { GuestMemoryBalance } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { memoryOutcome, memoryVerb } from './memory-text.ts';

const MIB = 1024 * 1024;

function balance(takenMiB: number, hostMiB: number): GuestMemoryBalance {
  return {
    configuredMiB: 128,
    takenMiB,
    maxTakenMiB: 64,
    limitReason: null,
    guestFreeBytes: 80 * MIB,
    hostBytes: hostMiB * MIB,
  };
}

describe('memoryVerb', () => {
  it('names the difference and its direction', () => {
    expect([memoryVerb(0, 32), memoryVerb(32, 16), memoryVerb(16, 16)]).toEqual([
      'Give 32 MiB back to the host',
      'Return 16 MiB to the guest',
      null,
    ]);
  });
});

describe('memoryOutcome', () => {
  it('tells what the host gained', () => {
    const text = memoryOutcome({ before: balance(0, 90), after: balance(32, 58), wantedMiB: 32 });
    expect(text).toBe('The host got back 32 MiB. The guest gave 32 MiB.');
  });

  it('says why the host gained less: untouched pages cost it nothing', () => {
    const text = memoryOutcome({ before: balance(0, 40), after: balance(32, 36), wantedMiB: 32 });
    expect(text).toContain('The host got back 4 MiB.');
    expect(text).toContain('never been touched');
  });

  it('says when the guest gave less than was wanted', () => {
    const text = memoryOutcome({ before: balance(8, 90), after: balance(24, 74), wantedMiB: 40 });
    expect(text).toBe('The host got back 16 MiB. Of 32 MiB, the guest gave 16 MiB.');
    const none = memoryOutcome({ before: balance(8, 90), after: balance(8, 90), wantedMiB: 40 });
    expect(none).toContain('gave nothing');
  });

  it('tells what the guest may use again', () => {
    const text = memoryOutcome({ before: balance(32, 58), after: balance(0, 58), wantedMiB: 0 });
    expect(text).toContain('The guest may use 32 MiB again');
  });
});
