import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineLineList } from '@umlaut/contracts/http';
import {
  CHANNEL_KINDS,
  compareLines,
  consoleName,
  guestDevice,
  sameChannel,
  type ConsoleName,
  type Isolation,
  type LineChannel,
  type LineReport,
  type MachineId,
} from '@umlaut/contracts/model';
import type { BatchAnswer, LaunchSpec } from '@umlaut/contracts/monitor';
import { channelProblem, lineOption, lineProblem, type LineHost } from '@umlaut/core/lines';
import { lineDescriptors } from '@umlaut/core/machine';
import type { MconsoleService } from '../inside/mconsole-service.ts';
import { runningKernel } from '../inside/running-kernel.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { assertLiveChange } from './live-rules.ts';
import { beganAs, readLiveLine, type RunFacts } from './read-live-line.ts';

export interface LineServiceDeps {
  registry: MachineRegistry;
  mconsole: MconsoleService;
  isolation: () => Isolation;
  account: LaunchSpec['runAs'];
  /** DISPLAY of this server. */
  display: string | null;
}

interface Answers {
  byName: ReadonlyMap<ConsoleName, string>;
  silence: string | null;
}

const ASK_TIMEOUT_MS = 2_000;
const NUMBERS = Array.from({ length: 16 }, (_, number) => number);
const ALL_LINES = ['con', 'ssl'].flatMap((driver) =>
  NUMBERS.map((number) => consoleName.parse(`${driver}${number}`)),
);
const NOTHING: LineChannel = { kind: 'null' };

/** Consoles and serial lines of machines: what they should be, what they are, and how they are changed. */
export class LineService {
  readonly #deps: LineServiceDeps;

  constructor(deps: LineServiceDeps) {
    this.#deps = deps;
  }

  /** @throws MACHINE_NOT_FOUND */
  async list(id: MachineId): Promise<MachineLineList> {
    const entry = this.#deps.registry.get(id);
    const answers = await askLines(entry);
    const reports = await Promise.all(ALL_LINES.map((name) => this.#report(entry, name, answers)));
    const host = this.#host();
    return {
      items: reports.filter(leadsAnywhere).toSorted(compareLines),
      choices: await Promise.all(
        CHANNEL_KINDS.map(async (kind) => ({ kind, problem: await channelProblem(kind, host) })),
      ),
      silence: answers.silence,
    };
  }

  /**
   * Changes a line of the running machine; its configuration stays as it is.
   * @throws INVALID_INPUT, LINE_UNAVAILABLE with field `channel`; MCONSOLE_REFUSED with the kernel's words;
   * MACHINE_NOT_RUNNING, MACHINE_BUSY and what else comes of a question to the kernel
   */
  async apply(
    { id, name, channel }: { id: MachineId; name: ConsoleName; channel: LineChannel },
    actor: string,
  ): Promise<LineReport> {
    const { registry, mconsole } = this.#deps;
    const entry = registry.get(id);
    const { status } = runningKernel(entry);
    const sandboxed = isSandboxed(entry);
    assertLiveChange({ name, channel, status, sandboxed });
    const option = lineOption(channel, { fd: lineDescriptors(status).get(name), sandboxed });
    const reply = await mconsole.ask({ id, line: `config ${name}=${option}`, mode: 'live' }, actor);
    if (!reply.ok) throw refused(name, reply.text.trim());
    return this.#report(registry.get(id), name, await askLines(registry.get(id)));
  }

  async #report(entry: MachineEntry, name: ConsoleName, { byName }: Answers): Promise<LineReport> {
    const configured = entry.record.lines.find((line) => line.name === name)?.channel ?? null;
    const facts = runFacts(entry);
    const began = facts === null ? null : beganAs(name, facts.status);
    const answer = byName.get(name);
    const live = answer === undefined || facts === null ? null : readLiveLine(name, answer, facts);
    return {
      name,
      device: guestDevice(name),
      configured,
      began,
      live,
      pending: facts !== null && isPending({ configured, began, live }),
      problem: configured === null ? null : await lineProblem(configured, this.#host()),
    };
  }

  #host(): LineHost {
    const { isolation, account, display } = this.#deps;
    return { isolation: isolation().kind, account, display };
  }
}

/** All of them at once: somebody may have used mconsole by hand. A kernel that is not up yet has nothing to say. */
async function askLines({ run }: MachineEntry): Promise<Answers> {
  const byName = new Map<ConsoleName, string>();
  if (run?.kind !== 'watched' || !['running', 'paused'].includes(run.status.phase)) {
    return { byName, silence: null };
  }
  let answers: BatchAnswer[];
  try {
    answers = await run.client.ask(
      ALL_LINES.map((name) => `config ${name}`),
      ASK_TIMEOUT_MS,
    );
  } catch (error) {
    return { byName, silence: error instanceof Error ? error.message : String(error) };
  }
  let silence: string | null = null;
  for (const [index, answer] of answers.entries()) {
    const name = ALL_LINES[index];
    if ('unanswered' in answer) silence = answer.unanswered.message;
    else if (answer.ok && name !== undefined) byName.set(name, answer.bytes);
  }
  return { byName, silence };
}

function runFacts(entry: MachineEntry): RunFacts | null {
  return entry.run?.kind === 'watched' ? { status: entry.run.status, sandboxed: isSandboxed(entry) } : null;
}

function isSandboxed({ run }: MachineEntry): boolean {
  return run?.isolation.kind === 'bubblewrap';
}

function isPending({ configured, began, live }: Pick<LineReport, 'configured' | 'began' | 'live'>): boolean {
  const next = configured ?? NOTHING;
  if (live === null) return !sameChannel(began ?? NOTHING, next);
  return live.channel === null || !sameChannel(live.channel, next);
}

function leadsAnywhere({ configured, began, live }: LineReport): boolean {
  const isDead = live === null || live.channel?.kind === 'null' || live.answer === '';
  return configured !== null || began !== null || !isDead;
}

function refused(name: ConsoleName, said: string): UmlautError {
  const isOpen = /already open/.test(said);
  return new UmlautError(
    'MCONSOLE_REFUSED',
    `The kernel refused to change ${name}: ${said || 'no reason given'}`,
    {
      field: 'channel',
      hint: isOpen
        ? `A program in the guest has ${guestDevice(name)} open, a login for instance: end that first, or restart the machine`
        : 'The kernel console may say more',
    },
  );
}
