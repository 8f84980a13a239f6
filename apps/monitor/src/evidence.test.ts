import { UmlautError } from '@umlaut/contracts/errors';
import type { MconsoleClient, MconsoleReply } from '@umlaut/core/mconsole';
import { afterEach, describe, expect, it } from 'vitest';
import { collectEvidence } from './evidence.ts';

const asked: string[] = [];
afterEach(() => {
  asked.length = 0;
});

/** A kernel that answers like this, or not. */
function kernel(answer: (line: string) => Partial<MconsoleReply> | null): Pick<MconsoleClient, 'request'> {
  return {
    request: async (line) => {
      asked.push(line);
      const reply = answer(line);
      if (reply === null) throw new UmlautError('MCONSOLE_TIMEOUT', 'No answer');
      return { ok: true, errno: 0, text: '', bytes: new Uint8Array(), truncated: false, ...reply };
    },
  };
}

const { signal } = new AbortController();
const yes = (): boolean => true;

describe('collectEvidence', () => {
  it('asks for memory first when it ran out, and never for all tasks', async () => {
    const client = kernel((line) => ({ text: `about ${line}` }));
    const evidence = await collectEvidence(client, 'out-of-memory', yes, signal);
    expect(evidence[0]).toEqual({ line: 'sysrq m', text: 'about sysrq m', truncated: false });
    for (const kind of [
      'hang',
      'hung-task',
      'lockup',
      'oops',
      'bug',
      'warning',
      'file-system-error',
    ] as const) {
      await collectEvidence(client, kind, yes, signal);
    }
    expect(asked).not.toContain('sysrq t');
  });

  it('asks again when the kernel could not walk its stack at that moment', async () => {
    const broken = 'Received SIGSEGV in SIGSEGV handler, aborting stack trace!';
    const client = kernel((line) => ({ text: asked.length < 3 ? broken : `about ${line}` }));
    const [first] = await collectEvidence(client, 'hang', yes, signal);
    expect(first).toEqual({ line: 'sysrq w', text: 'about sysrq w', truncated: false });
    asked.length = 0;
    const never = kernel(() => ({ text: broken }));
    expect((await collectEvidence(never, 'hang', yes, signal))[0]?.text).toBe(broken);
  });

  it('asks nothing of a kernel that panicked, may not be asked or is gone', async () => {
    const client = kernel(() => ({}));
    expect(await collectEvidence(client, 'panic', yes, signal)).toEqual([]);
    expect(await collectEvidence(client, 'hang', () => false, signal)).toEqual([]);
    expect(await collectEvidence(client, 'hang', yes, AbortSignal.abort())).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('takes what is answered, and tries a stuck work queue once', async () => {
    const client = kernel((line) => (line.startsWith('proc ') ? null : { text: 'yes' }));
    const evidence = await collectEvidence(client, 'hang', yes, signal);
    expect(evidence.map(({ line }) => line)).toEqual(['sysrq w', 'sysrq m', 'stack 1']);
    expect(asked.filter((line) => line.startsWith('proc '))).toHaveLength(1);
  });

  it('keeps plain text of bounded length', async () => {
    const client = kernel(() => ({ text: `\u001b[31ma\tb\nc\u0000${'x'.repeat(100_000)}` }));
    const [first] = await collectEvidence(client, 'hang', yes, signal);
    expect(first?.text.startsWith('[31ma\tb\ncx')).toBe(true);
    expect(first?.text).toHaveLength(65_536);
    expect(first?.truncated).toBe(true);
  });
});
