import type { Backtrace } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { whereItIs } from './where-it-is.ts';

/** "?symbol" is one that is not sure. */
function trace(...symbols: string[]): Backtrace {
  const frames = symbols.map((symbol) => ({
    symbol: symbol.replace('?', ''),
    reliable: !symbol.startsWith('?'),
    offset: 1,
    size: 2,
    module: null,
    address: null,
    source: null,
  }));
  return { title: null, pid: 1, command: 'init', frames, registers: [] };
}

describe('whereItIs', () => {
  it('looks past the scheduler', () => {
    const waiting = trace('__switch_to', '?__schedule', 'schedule', 'schedule_timeout', 'do_sigtimedwait');
    expect(whereItIs(waiting)).toBe('do_sigtimedwait');
  });

  it('looks past what may be left over', () => {
    expect(whereItIs(trace('?unblock_signals', 'kthreadd'))).toBe('kthreadd');
    expect(whereItIs(trace('?unblock_signals'))).toBe('unblock_signals');
  });

  it('is in the scheduler when there is nothing else, and nowhere without a trace', () => {
    expect(whereItIs(trace('__switch_to', '__schedule'))).toBe('__switch_to');
    expect(whereItIs(trace())).toBeNull();
  });
});
