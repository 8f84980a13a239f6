import { isUmlautError, UmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import type { MachineId, MconsoleAbilities, MconsoleExchange, MconsoleMode } from '@umlaut/contracts/model';
import type { CommandReply } from '@umlaut/contracts/monitor';
import type { KernelFile } from '@umlaut/core/kernels';
import { checkRequest, describeAbilities, type CheckedRequest } from '@umlaut/core/mconsole';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { KeyQueue } from '../machines/key-queue.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { runKernel } from '../machines/run-facts.ts';
import type { GuestMemory } from './guest-memory.ts';
import { assertRootMounted } from './guest-root.ts';
import type { KernelDoctor } from './kernel-doctor.ts';
import type { HistoryPage, MconsoleHistory } from './mconsole-history.ts';
import type { OutcomeWatch } from './outcome-watch.ts';
import { dangerOf, interfaceOf, memoryTakenBy, needsQueue, stateChangeOf } from './request-effect.ts';
import { runningKernel } from './running-kernel.ts';

/** A kernel that is well answers within milliseconds; giving memory back takes one for each MiB. */
const ASK_TIMEOUT_MS = 8_000;

type Reply = NonNullable<CommandReply['mconsole']>;

export interface MconsoleServiceDeps {
  registry: MachineRegistry;
  queue: KeyQueue<MachineId>;
  activity: ActivityLog;
  history: MconsoleHistory;
  outcome: OutcomeWatch;
  doctor: KernelDoctor;
  memory: GuestMemory;
  kernels: () => readonly KernelFile[];
  /** An interface was plugged into a guest. */
  onInterface: (id: MachineId, name: string) => void;
}

export interface AskRequest {
  id: MachineId;
  line: string;
  mode: MconsoleMode;
}

/** What people and programs ask of the kernels of running machines. */
export class MconsoleService {
  readonly #deps: MconsoleServiceDeps;

  constructor(deps: MconsoleServiceDeps) {
    this.#deps = deps;
  }

  /**
   * Sends one request line; what the kernel says, a refusal too, is the answer.
   * @throws INVALID_INPUT, MCONSOLE_HAZARD, MEMORY_LIMIT with field `line`; MACHINE_NOT_RUNNING, MACHINE_BUSY,
   * MACHINE_PAUSED; MCONSOLE_STUCK, MCONSOLE_TIMEOUT when no answer came
   */
  async ask(request: AskRequest, actor: string): Promise<MconsoleExchange> {
    const { checked } = this.#check(request);
    if (stateChangeOf(checked) === null && memoryTakenBy(checked) === 0) return this.#ask(request, actor);
    return this.#deps.queue.run(request.id, () => this.#ask(request, actor));
  }

  /** The same of a line that Umlaut made itself and nobody should read: no history, no activity. */
  async askUnrecorded(id: MachineId, line: string): Promise<Reply> {
    const { entry, checked } = this.#check({ id, line });
    await this.#assertHarmless(entry, checked);
    const reply = await this.#send(entry, checked, 'live');
    this.#noteInterface(id, checked, reply);
    return reply;
  }

  /** Newest first. */
  history(id: MachineId, page: { before?: number | undefined; limit: number }): Promise<HistoryPage> {
    this.#deps.registry.get(id);
    return this.#deps.history.list(id, page);
  }

  abilities(id: MachineId): MconsoleAbilities {
    return this.#abilitiesOf(this.#deps.registry.get(id));
  }

  #check({ id, line }: Pick<AskRequest, 'id' | 'line'>): { entry: MachineEntry; checked: CheckedRequest } {
    const entry = this.#deps.registry.get(id);
    const checked = checkRequest(line, {
      kernelVersion: this.#versionOf(entry),
      paused: entry.run?.kind === 'watched' && entry.run.status.phase === 'paused',
    });
    runningKernel(entry);
    return { entry, checked };
  }

  #noteInterface(id: MachineId, checked: CheckedRequest, reply: Reply): void {
    const plugged = interfaceOf(checked);
    if (reply.ok && plugged !== null) this.#deps.onInterface(id, plugged);
  }

  async #ask(request: AskRequest, actor: string): Promise<MconsoleExchange> {
    const { entry, checked } = this.#check(request);
    const { id, mode } = request;
    await this.#assertHarmless(entry, checked);
    // What ends the machine is known of before its end.
    const isEnding = stateChangeOf(checked) === 'ends';
    if (isEnding) this.#note({ entry, checked, actor, words: '.' });
    const start = performance.now();
    const reply = await this.#send(entry, checked, mode).catch((error: unknown) => {
      // It may be done all the same.
      if (!isEnding && isSilence(error))
        this.#note({ entry, checked, actor, words: ', which did not answer.' });
      throw error;
    });
    if (!isEnding) this.#note({ entry, checked, actor, words: outcomeWords(reply) });
    this.#noteInterface(id, checked, reply);
    const elapsedMs = performance.now() - start;
    return this.#deps.history.add(id, { ...reply, actor, line: checked.line.trim(), mode, elapsedMs });
  }

  /** What depends on the state of the guest. */
  async #assertHarmless(entry: MachineEntry, checked: CheckedRequest): Promise<void> {
    const { doctor, memory } = this.#deps;
    const { id } = entry.record;
    if (needsQueue(checked, this.#abilitiesOf(entry))) await doctor.assertNotStuck(id);
    if (checked.line.startsWith('remove ubd')) await assertRootMounted(entry);
    const moreMiB = memoryTakenBy(checked);
    if (moreMiB > 0) await asFieldLine(memory.assertSpares(id, moreMiB));
  }

  /** With what it did shown in the machine's state already. */
  async #send(entry: MachineEntry, checked: CheckedRequest, mode: MconsoleMode): Promise<Reply> {
    const { outcome, doctor } = this.#deps;
    const { id } = entry.record;
    const change = stateChangeOf(checked);
    const start = performance.now();
    try {
      const { mconsole } = await runningKernel(entry).client.command({
        command: 'mconsole',
        line: checked.line,
        mode,
        timeoutMs: ASK_TIMEOUT_MS,
      });
      if (mconsole === null) throw new UmlautError('MCONSOLE_PROTOCOL', 'The monitor gave no answer.');
      if (mconsole.ok && change !== null) await outcome.settle(entry, change);
      return mconsole;
    } catch (error) {
      // A kernel that ends need not finish its answer.
      if (change === 'ends' && isSilence(error) && (await outcome.settle(entry, change))) {
        return { ok: true, errno: 0, text: '', truncated: true };
      }
      throw await doctor.explain(id, error, start);
    }
  }

  /** What changes something belongs into the machine's activity. */
  #note(done: { entry: MachineEntry; checked: CheckedRequest; actor: string; words: string }): void {
    const { entry, checked, actor, words } = done;
    const danger = dangerOf(checked, this.#abilitiesOf(entry));
    if (danger === 'report') return;
    const line = checked.line.trim();
    void this.#deps.activity.add({
      kind: 'machine.mconsole',
      severity: danger === 'destroys' ? 'warning' : 'info',
      actor,
      machine: entry.record,
      message: `Asked the kernel for "${line}"${words}`,
      details: { line, danger },
    });
  }

  #versionOf(entry: MachineEntry): string | null {
    return runKernel(entry, this.#deps.kernels())?.version ?? null;
  }

  #abilitiesOf(entry: MachineEntry): MconsoleAbilities {
    return describeAbilities(this.#versionOf(entry));
  }
}

function outcomeWords(reply: Reply): string {
  if (reply.ok) return '.';
  const said = reply.text.trim();
  return said === '' ? `, which refused (error ${reply.errno}).` : `, which refused: ${said.slice(0, 200)}`;
}

const SILENCE: readonly ErrorCode[] = [
  'MCONSOLE_TIMEOUT',
  'MCONSOLE_STUCK',
  'MCONSOLE_UNREACHABLE',
  'MONITOR_UNREACHABLE',
  'DEADLINE_EXCEEDED',
  'MACHINE_NOT_RUNNING',
];

function isSilence(error: unknown): boolean {
  return isUmlautError(error) && SILENCE.includes(error.code);
}

/** To whoever sent a line, all that is wrong with it is the line. */
async function asFieldLine(check: Promise<void>): Promise<void> {
  try {
    await check;
  } catch (error) {
    if (!isUmlautError(error) || error.field === undefined) throw error;
    const { code, message, hint, details } = error;
    throw new UmlautError(code, message, {
      field: 'line',
      ...(hint === undefined ? {} : { hint }),
      ...(details === undefined ? {} : { details }),
      cause: error,
    });
  }
}
