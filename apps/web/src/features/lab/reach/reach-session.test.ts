import { UmlautError } from '@umlaut/contracts/errors';
import { labId, machineId, type ReachReport } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { ReachSession } from './reach-session.ts';

const lab = labId.parse('l-aaaaaaaaaa');
const alice = machineId.parse('m-aaaaaaaaaa');
const bob = machineId.parse('m-bbbbbbbbbb');

const REPORT = { verdict: 'alice reaches bob.' } as ReachReport;

/** Answers when the test says so. */
function session() {
  const asked: { question: unknown; signal: AbortSignal; answer: PromiseWithResolvers<ReachReport> }[] = [];
  const subject = new ReachSession(lab, (question, { signal }) => {
    const answer = Promise.withResolvers<ReachReport>();
    asked.push({ question, signal, answer });
    return answer.promise;
  });
  return { subject, asked, run: () => subject.ui.getState().run };
}

describe('a check of who reaches whom', () => {
  it('asks what was chosen, and keeps the answer', async () => {
    const { subject, asked, run } = session();
    subject.open(alice, bob);
    subject.choose({ to: { machine: bob, nic: 1 }, address: ' 10.0.0.2 ', mode: 'watch' });
    const asking = subject.ask();
    expect(run()).toEqual({ kind: 'asking', mode: 'watch' });
    expect(asked[0]?.question).toEqual({
      id: lab,
      from: alice,
      to: bob,
      toNic: 1,
      address: '10.0.0.2',
      mode: 'watch',
    });
    asked[0]?.answer.resolve(REPORT);
    await asking;
    expect(run()).toEqual({ kind: 'done', report: REPORT });
  });

  it('asks nothing without two machines', async () => {
    const { subject, asked, run } = session();
    subject.open(alice);
    await subject.ask();
    expect(asked).toEqual([]);
    expect(run()).toEqual({ kind: 'idle' });
  });

  it('ends when it is cancelled, closed, or about others, and believes no late answer', async () => {
    const { subject, asked, run } = session();
    for (const end of [() => subject.cancel(), () => subject.close(), () => subject.swap()]) {
      subject.open(alice, bob);
      const asking = subject.ask();
      end();
      expect(asked.at(-1)?.signal.aborted).toBe(true);
      asked.at(-1)?.answer.resolve(REPORT);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await asking;
      expect(run()).toEqual({ kind: 'idle' });
    }
    expect(subject.ui.getState()).toMatchObject({ from: { machine: bob }, to: { machine: alice } });
  });

  it('says why it could not be checked, and forgets an address of another machine', async () => {
    const { subject, asked, run } = session();
    subject.open(alice, bob);
    subject.choose({ address: '10.0.0.2' });
    const asking = subject.ask();
    asked[0]?.answer.reject(new UmlautError('FABRIC_UNREACHABLE', 'It does not run.'));
    await asking;
    expect(run()).toMatchObject({ kind: 'failed', error: { message: 'It does not run.' } });
    subject.choose({ to: { machine: alice, nic: null } });
    expect(subject.ui.getState()).toMatchObject({ address: '', run: { kind: 'idle' } });
  });
});
