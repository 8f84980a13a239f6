import { setTimeout as delay } from 'node:timers/promises';
import type { IncidentKind, IncidentRecord } from '@umlaut/contracts/model';
import type { MconsoleClient } from '@umlaut/core/mconsole';

type Evidence = IncidentRecord['evidence'];

const MEMORY = ['sysrq m', 'stack 1', 'proc meminfo'];
const WAITING = ['sysrq w', 'sysrq m', 'stack 1', 'proc loadavg', 'proc meminfo'];

/**
 * What is asked about each kind. The kernel answers sysrq and stack in its interrupt, also when nothing else
 * moves; `proc` needs its work queue, so it comes last. Never sysrq t, which panics 6.1.
 */
const QUESTIONS: Readonly<Record<IncidentKind, readonly string[]>> = {
  panic: [],
  hang: WAITING,
  'hung-task': WAITING,
  lockup: WAITING,
  'out-of-memory': MEMORY,
  oops: MEMORY,
  bug: MEMORY,
  warning: MEMORY,
  'file-system-error': ['sysrq w', 'proc mounts', 'proc diskstats', 'proc meminfo'],
};
const ANSWER_TIMEOUT_MS = 1_000;
const MAX_CHARACTERS = 65_536;
/** All but tabs and newlines; a record must not grow by escaping them. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * What UML puts in the place of a trace when it is asked in the middle of a page fault of its own (segv_handler in
 * arch/um/kernel/trap.c): a moment later it can walk the stack.
 */
const BROKEN_OFF = 'Received SIGSEGV in SIGSEGV handler, aborting stack trace!';
const TRIES = 8;
/** Asked at once, it was in the same place still, up to three times. */
const AGAIN_MS = 50;

/** Never fails: what is not answered is left out. @param mayAsk whether the kernel can answer; asked before each question */
export async function collectEvidence(
  client: Pick<MconsoleClient, 'request'>,
  kind: IncidentKind,
  mayAsk: () => boolean,
  signal: AbortSignal,
): Promise<Evidence> {
  const evidence: Evidence = [];
  let isQueueStuck = false;
  for (const line of QUESTIONS[kind]) {
    const needsQueue = line.startsWith('proc ');
    if (signal.aborted || !mayAsk()) break;
    if (needsQueue && isQueueStuck) continue;
    try {
      const { text, truncated } = await askWhole(client, line, signal);
      const plain = text.replaceAll(CONTROLS, '');
      evidence.push({
        line,
        text: plain.slice(0, MAX_CHARACTERS),
        truncated: truncated || plain.length > MAX_CHARACTERS,
      });
    } catch {
      // Whatever it was, the rest is worth asking for, and keeping.
      isQueueStuck ||= needsQueue;
    }
  }
  return evidence;
}

async function askWhole(
  client: Pick<MconsoleClient, 'request'>,
  line: string,
  signal: AbortSignal,
): ReturnType<MconsoleClient['request']> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.request(line, { timeoutMs: ANSWER_TIMEOUT_MS, signal });
    if (attempt === TRIES || !answer.text.includes(BROKEN_OFF)) return answer;
    await delay(AGAIN_MS, undefined, { signal });
  }
}
