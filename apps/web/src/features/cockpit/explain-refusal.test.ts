import type { MconsoleExchange } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { explainRefusal, explainSilence } from './explain-refusal.ts';

const ANSWER: MconsoleExchange = {
  id: 1,
  at: '2026-11-27T12:00:00Z',
  actor: 'admin',
  line: 'sysrq m',
  mode: 'live',
  ok: true,
  errno: 0,
  text: '',
  truncated: false,
  elapsedMs: 1,
  report: null,
};

describe('explainRefusal', () => {
  it('says what to do about the words that drivers use', () => {
    const refused = { ...ANSWER, ok: false, errno: -16, text: 'Device is currently open\n' };
    expect(explainRefusal(refused)).toContain('unmount');
  });

  it('names a bare number', () => {
    expect(explainRefusal({ ...ANSWER, ok: false, errno: -2 })).toBe(
      'The kernel gave only a number: ENOENT: no such file.',
    );
    expect(explainRefusal({ ...ANSWER, ok: false, errno: 1 })).toBe('The kernel gave no reason.');
  });

  it('adds nothing to words that speak for themselves, or to an answer', () => {
    expect(explainRefusal({ ...ANSWER, ok: false, errno: 1, text: 'Please specify a pid' })).toBeNull();
    expect(explainRefusal(ANSWER)).toBeNull();
  });
});

describe('explainSilence', () => {
  it('tells an empty report from one whose lines are hidden', () => {
    expect(explainSilence(ANSWER, true)).toContain('kernel.sysrq');
    expect(explainSilence({ ...ANSWER, text: 'sysrq: Show Memory\n' }, true)).toContain('sysrq 7');
    const calm = { ...ANSWER, text: 'sysrq: Show Blocked State\n' };
    expect(explainSilence(calm, true)).toContain('No task is blocked');
  });

  it('tells when a stack could not be shown', () => {
    const text = 'Received SIGSEGV in SIGSEGV handler, aborting stack trace!\n';
    expect(explainSilence({ ...ANSWER, line: 'stack 1', text }, false)).toContain('ask again');
  });

  it('is silent about what need not print, or did', () => {
    expect(explainSilence(ANSWER, false)).toBeNull();
    expect(explainSilence({ ...ANSWER, text: 'a\nb\n' }, true)).toBeNull();
    expect(explainSilence({ ...ANSWER, truncated: true }, true)).toBeNull();
  });
});
