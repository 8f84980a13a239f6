import { UmlautError } from '@umlaut/contracts/errors';
import { guestDevice, type ConsoleCheck } from '@umlaut/contracts/model';
import { isFrozen } from '@umlaut/core/process';
import { probeQueue, standsStill, type AskGuest, type QueueProbe } from '@umlaut/core/xray';
import { readLiveLine } from '../lines/read-live-line.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import type { ConsoleTarget } from './console-histories.ts';

const ASK_TIMEOUT_MS = 2_000;

/** Says why a console gives no sign, by asking the kernel. */
export class ConsoleChecks {
  readonly #registry: MachineRegistry;

  constructor(registry: MachineRegistry) {
    this.#registry = registry;
  }

  /** @throws MACHINE_NOT_FOUND, CONSOLE_NOT_FOUND, MONITOR_UNREACHABLE */
  async check({ id, console }: ConsoleTarget): Promise<ConsoleCheck> {
    const entry = this.#registry.get(id);
    if (!this.#registry.present(id).consoles.includes(console)) {
      throw new UmlautError('CONSOLE_NOT_FOUND', `${entry.record.name} has no console ${console}.`);
    }
    const { run } = entry;
    if (run === null) return STOPPED;
    if (run.kind === 'launching') return STARTING;
    // A paused kernel still answers what is asked in its interrupt.
    if (run.status.phase === 'paused') return unwell('paused', null);
    const ask: AskGuest = (lines, timeoutMs) => run.client.ask(lines, timeoutMs);
    const { state, detail } = await probeQueue(ask);
    if (state === 'silent' && run.status.umlPid !== null && isFrozen(run.status.umlPid)) return FROZEN;
    if (state !== 'answering') return unwell(state, detail);
    if (await standsStill(ask)) return STOPPED_BY_OTHERS;
    return this.#line({ id, console }, run);
  }

  async #line(
    { id, console }: ConsoleTarget,
    { client, status }: Extract<MachineEntry['run'], { kind: 'watched' }>,
  ): Promise<ConsoleCheck> {
    const [answer] = await client.ask([`config ${console}`], ASK_TIMEOUT_MS);
    if (answer === undefined || 'unanswered' in answer) {
      return unwell('stuck', answer?.unanswered.message ?? null);
    }
    const sandboxed = this.#registry.get(id).run?.isolation.kind === 'bubblewrap';
    const { channel, state } = readLiveLine(console, answer.bytes, { status, sandboxed });
    const device = guestDevice(console);
    if (channel?.kind !== 'browser') {
      return {
        state: 'elsewhere',
        sentence: `${console} leads elsewhere now, not to the browser: see the machine's lines.`,
      };
    }
    if (state === 'closed') {
      return {
        state: 'unread',
        sentence: `The kernel is well, but no program has ${device} open: the login or shell on it is gone. A reboot brings back what its init starts.`,
      };
    }
    return {
      state: 'well',
      sentence: `The kernel is well and a program has ${device} open. It may be busy, or hide what is typed.`,
    };
  }
}

const STOPPED: ConsoleCheck = { state: 'stopped', sentence: 'The machine does not run.' };
const FROZEN: ConsoleCheck = {
  state: 'frozen',
  sentence:
    'A signal of the host (SIGSTOP) holds the process of the machine: nothing of it runs until it goes on.',
};
const STOPPED_BY_OTHERS: ConsoleCheck = {
  state: 'paused',
  sentence:
    'The guest stands still: somebody stopped it by mconsole (stop). What is typed waits until it goes on.',
};
const STARTING: ConsoleCheck = { state: 'starting', sentence: 'The kernel is not up yet.' };

function unwell(state: Exclude<QueueProbe['state'], 'answering'>, detail: string | null): ConsoleCheck {
  switch (state) {
    case 'paused':
      return { state: 'paused', sentence: 'The machine is paused: what is typed waits until it goes on.' };
    case 'not-up':
      return STARTING;
    case 'stuck':
    case 'silent':
      return { state, sentence: `${detail ?? 'The kernel does not answer'}.` };
  }
}
