import { UmlautError, toWireError, type ErrorCode } from '@umlaut/contracts/errors';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import { describe, expect, it } from 'vitest';
import { probeQueue } from './probe-queue.ts';

const answer: BatchAnswer = { ok: true, errno: 0, bytes: 'text', truncated: false };
const none = (code: ErrorCode): BatchAnswer => ({ unanswered: toWireError(new UmlautError(code, 'x')) });

describe('probeQueue', () => {
  it.each<[string, BatchAnswer | undefined, BatchAnswer?]>([
    ['answering', answer, answer],
    ['stuck', answer, none('MCONSOLE_TIMEOUT')],
    ['silent', none('MCONSOLE_TIMEOUT')],
    ['paused', none('MACHINE_PAUSED')],
    ['not-up', none('MACHINE_BUSY')],
    ['not-up', answer, none('MCONSOLE_UNREACHABLE')],
    ['silent', undefined],
  ])('says %s', async (state, help, version) => {
    const probe = await probeQueue(async ([line]) => {
      const found = line === 'help' ? help : version;
      return found === undefined ? [] : [found];
    });
    expect(probe.state).toBe(state);
    expect(probe.detail === null).toBe(state === 'answering' || state === 'paused');
  });

  it('takes a turn that does not come for a queue that hangs', async () => {
    const probe = await probeQueue(async ([line]) => {
      if (line === 'help') return [answer];
      throw new UmlautError('MCONSOLE_TIMEOUT', 'The kernel still has an earlier question to answer');
    });
    expect(probe.state).toBe('stuck');
  });

  it('understands a refusal of the whole batch, and passes on what says nothing about the kernel', async () => {
    const refusing = (code: ErrorCode) => async (): Promise<never> => {
      throw new UmlautError(code, 'x');
    };
    expect(await probeQueue(refusing('MACHINE_NOT_RUNNING'))).toMatchObject({ state: 'not-up' });
    await expect(probeQueue(refusing('MONITOR_UNREACHABLE'))).rejects.toMatchObject({
      code: 'MONITOR_UNREACHABLE',
    });
  });
});
