import { machineId, type MconsoleExchange } from '@umlaut/contracts/model';
import { UmlautError } from '@umlaut/contracts/errors';
import { describe, expect, it } from 'vitest';
import { mergeAnswers } from './merge-answers.ts';
import type { OwnLine } from './own-lines.ts';

const MINUTE = 60_000;
const NOON = Date.parse('2026-11-27T12:00:00Z');

function exchange(id: number, minute: number): MconsoleExchange {
  return {
    id,
    at: new Date(NOON + minute * MINUTE).toISOString(),
    actor: 'admin',
    line: 'version',
    mode: 'live',
    ok: true,
    errno: 0,
    text: '',
    truncated: false,
    elapsedMs: 1,
    report: null,
  };
}

function own(id: number, minute: number, error: UmlautError | null): OwnLine {
  return {
    id,
    machineId: machineId.parse('m-aaaaaaaaaa'),
    line: 'version',
    mode: 'live',
    at: NOON + minute * MINUTE,
    error,
  };
}

const keys = (...lists: Parameters<typeof mergeAnswers>): string[] =>
  mergeAnswers(...lists).map(({ key }) => key);

describe('mergeAnswers', () => {
  it('puts failures among the answers, by time', () => {
    const failed = own(1, 1, new UmlautError('MCONSOLE_TIMEOUT', 'No answer.'));
    expect(keys([exchange(9, 2), exchange(8, 0)], [failed])).toEqual(['exchange-9', 'own-1', 'exchange-8']);
  });

  it('puts what waits first, whatever the clocks say', () => {
    expect(keys([exchange(9, 2)], [own(2, -5, null), own(1, -6, null)])).toEqual([
      'own-2',
      'own-1',
      'exchange-9',
    ]);
  });
});
