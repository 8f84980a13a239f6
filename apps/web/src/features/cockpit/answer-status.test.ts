import { UmlautError } from '@umlaut/contracts/errors';
import { machineId, type MconsoleExchange } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { answerStatus, formatElapsed, isShortAnswer } from './answer-status.ts';

const ANSWER: MconsoleExchange = {
  id: 1,
  at: '2026-11-27T12:00:00Z',
  actor: 'admin',
  line: 'version',
  mode: 'live',
  ok: true,
  errno: 0,
  text: 'Linux',
  truncated: false,
  elapsedMs: 1,
  report: null,
};

function labelOf(changes: Partial<MconsoleExchange>): string {
  return answerStatus({ kind: 'exchange', key: '', at: 0, exchange: { ...ANSWER, ...changes } }).label;
}

function labelOfOwn(error: UmlautError | null): string {
  const own = { id: 1, machineId: machineId.parse('m-aaaaaaaaaa'), line: 'version', at: 0, error } as const;
  return answerStatus({ kind: 'own', key: '', at: 0, own: { ...own, mode: 'live' } }).label;
}

describe('answerStatus', () => {
  it('tells an answer from a deed, a refusal and a loss', () => {
    expect(labelOf({})).toBe('Answered');
    expect(labelOf({ text: '' })).toBe('Done');
    expect(labelOf({ ok: false })).toBe('Refused');
    expect(labelOf({ truncated: true })).toBe('Cut short');
  });

  it('does not miss the end of an answer from a kernel that has ended', () => {
    expect(labelOf({ line: 'halt', text: '', truncated: true })).toBe('Done');
    expect(labelOf({ line: 'sysrq c', text: '', truncated: true })).toBe('Done');
  });

  it('tells silence of the kernel from a line that never reached it', () => {
    expect(labelOfOwn(null)).toBe('Asking');
    expect(labelOfOwn(new UmlautError('MCONSOLE_STUCK', ''))).toBe('No answer');
    expect(labelOfOwn(new UmlautError('MCONSOLE_HAZARD', ''))).toBe('Not sent');
  });
});

describe('isShortAnswer', () => {
  it('is a line or three, whole', () => {
    expect(isShortAnswer(ANSWER)).toBe(true);
    expect(isShortAnswer({ ...ANSWER, text: 'a\nb\nc\nd' })).toBe(false);
    expect(isShortAnswer({ ...ANSWER, ok: false })).toBe(false);
    expect(isShortAnswer({ ...ANSWER, truncated: true })).toBe(false);
  });
});

describe('formatElapsed', () => {
  it('keeps to the digits that matter', () => {
    expect([0.31, 12.4, 1234].map(formatElapsed)).toEqual(['0.3 ms', '12 ms', '1.2 s']);
  });
});
