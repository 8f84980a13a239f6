import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineExit } from '@umlaut/contracts/model';
import type {
  BatchAnswer,
  BatchRequest,
  CommandReply,
  LaunchSpec,
  MonitorCommand,
  MonitorStatus,
} from '@umlaut/contracts/monitor';
import {
  INITIAL_RUN,
  STOP_BUDGETS,
  classifyExit,
  runtimeFiles,
  transition,
  umlCommandLine,
  type RunEffect,
  type RunEvent,
  type RunState,
  type StopBudgets,
} from '@umlaut/core/machine';
import { MconsoleClient, NotificationListener, type Notification } from '@umlaut/core/mconsole';
import { checkLaunch } from './launch-check.ts';
import type { ConsoleSet } from './console-set.ts';
import { GuestCommands } from './guest-commands.ts';
import { IncidentStore } from './incident-store.ts';
import { IncidentWatch } from './incident-watch.ts';
import { MemoryTaken } from './memory-taken.ts';
import { NextRun } from './next-run.ts';
import type { RunRecords } from './run-records.ts';
import { StopDriver } from './stop-driver.ts';
import { UmlRun, type RunEnd } from './uml-run.ts';

export interface MonitorOptions {
  spec: LaunchSpec;
  consoles: ConsoleSet;
  records: RunRecords;
  startedAt: string;
  onStatus: (status: MonitorStatus) => void;
}

/** When the monitor itself is asked to end (SIGTERM, the host shuts down), the guest gets less time. */
const HURRIED_BUDGETS: StopBudgets = { cad: 5_000, halt: 1_000, sigterm: 1_000, sigkill: 10_000 };

/** Owns one machine: turns what happens to it into events, and the effects of these into deeds. */
export class Monitor implements Disposable {
  readonly #options: MonitorOptions;
  readonly #listener: NotificationListener;
  /** For the ladder and for pause: never behind a question that the guest is slow to answer. */
  readonly #control: MconsoleClient;
  readonly #commands: GuestCommands;
  readonly #driver: StopDriver;
  readonly #incidents: IncidentWatch;
  /** With the disks and NICs of the present run. */
  #spec: LaunchSpec;
  readonly #next: NextRun;
  #commandLine: string[];
  readonly #finished = Promise.withResolvers<void>();
  #budgets: StopBudgets;
  #state: RunState = INITIAL_RUN.state;
  #run: UmlRun | null = null;
  #panic: string | null = null;
  #rebootAsked = false;
  #runningSince: string | null = null;
  #pausedAt: string | null = null;
  #memoryTaken = new MemoryTaken();

  constructor(options: MonitorOptions) {
    const { spec } = options;
    const paths = runtimeFiles(spec.runtimeDir, spec.machineId);
    this.#options = options;
    this.#budgets = { ...STOP_BUDGETS, ...spec.stopBudgetsMs };
    this.#spec = spec;
    this.#next = new NextRun(spec);
    this.#commandLine = umlCommandLine(spec);
    const replyFolder = spec.namespace === undefined ? undefined : paths.umlDir;
    this.#control = new MconsoleClient(paths.mconsoleSocket, replyFolder);
    this.#commands = new GuestCommands(this.#control, paths.mconsoleSocket, replyFolder);
    this.#driver = new StopDriver({
      mconsole: this.#control,
      signal: (name) => this.#run?.signal(name),
      onResumed: () => this.#dispatch({ type: 'resumed' }),
      onFailed: (rung) => this.#dispatch({ type: 'rung-failed', rung }),
    });
    this.#incidents = new IncidentWatch({
      store: new IncidentStore(spec),
      mconsolePath: paths.mconsoleSocket,
      replyFolder,
      kernelTail: () => options.consoles.kernelTail(),
      mayAsk: () => this.#state.kernelUp && !this.#state.paused,
      onRecorded: () => options.onStatus(this.status()),
    });
    options.consoles.watchKernel((bytes) => this.#incidents.push(bytes));
    this.#listener = new NotificationListener({
      path: paths.notifySocket,
      onNotification: (notification) => this.#notified(notification),
    });
  }

  /** Starts the first run. */
  start(): void {
    this.#perform(INITIAL_RUN.effects);
  }

  /** Resolves once the last run has ended, its exit is on disk and watchers were told. */
  get finished(): Promise<void> {
    return this.#finished.promise;
  }

  status(): MonitorStatus {
    const { spec, startedAt } = this.#options;
    const { phase, rung, runCount, exit } = this.#state;
    return {
      machineId: spec.machineId,
      bootId: spec.bootId,
      phase,
      monitorPid: process.pid,
      umlPid: this.#run?.umlPid ?? null,
      startedAt,
      runningSince: this.#runningSince,
      pausedAt: this.#pausedAt,
      rung,
      runCount,
      exit,
      consoles: spec.consoles,
      hostLines: spec.hostLines ?? [],
      commandLine: this.#commandLine,
      mconsolePath: runtimeFiles(spec.runtimeDir, spec.machineId).mconsoleSocket,
      lastIncident: this.#incidents.last,
      memoryTakenMiB: this.#memoryTaken.mib,
    };
  }

  /** @throws UmlautError MACHINE_NOT_RUNNING, MACHINE_BUSY, MACHINE_PAUSED or what mconsole says */
  async execute(command: MonitorCommand): Promise<CommandReply> {
    if (this.#state.phase === 'ended') throw new UmlautError('MACHINE_NOT_RUNNING', 'The machine has ended');
    switch (command.command) {
      case 'shutdown':
      case 'reboot':
        this.#dispatch({ type: 'stop', goal: command.command });
        break;
      case 'power-off':
        this.#dispatch({ type: 'stop', goal: 'power-off' });
        await this.#finished.promise;
        break;
      case 'pause':
        await this.#commands.pause(this.#state);
        this.#dispatch({ type: 'paused' });
        break;
      case 'resume':
        this.#run?.thaw();
        await this.#commands.resume(this.#state);
        this.#dispatch({ type: 'resumed' });
        break;
      case 'clear-console':
        this.#options.consoles.clear(command.console);
        break;
      case 'disks':
        await this.#next.setDisks(command);
        break;
      case 'nics':
        this.#next.setNics(command);
        break;
      case 'mconsole':
        return { ok: true, mconsole: await this.#mconsole(command) };
    }
    return { ok: true, mconsole: null };
  }

  /** @throws UmlautError MACHINE_NOT_RUNNING; what comes of each question is a value */
  async askBatch({ lines, timeoutMs }: Pick<BatchRequest, 'lines' | 'timeoutMs'>): Promise<BatchAnswer[]> {
    if (this.#state.phase === 'ended') throw new UmlautError('MACHINE_NOT_RUNNING', 'The machine has ended');
    return this.#commands.batch(lines, timeoutMs, () => this.#state);
  }

  /** The host wants this process to end. */
  hurry(): void {
    this.#budgets = HURRIED_BUDGETS;
    this.#dispatch({ type: 'stop', goal: 'shutdown' });
  }

  [Symbol.dispose](): void {
    this.#driver.cancel();
    this.#incidents[Symbol.dispose]();
    this.#listener.close();
    this.#commands.close();
    this.#control.close();
  }

  async #mconsole(
    command: Extract<MonitorCommand, { command: 'mconsole' }>,
  ): Promise<NonNullable<CommandReply['mconsole']>> {
    const { line } = command;
    // The kernel may be gone before it answers.
    if (line.startsWith('reboot') && this.#state.kernelUp) this.#rebootAsked = true;
    const { ok, errno, text, truncated } = await this.#commands.request(line, command, () => this.#state);
    if (ok) this.#noteDone(line);
    return { ok, errno, text, truncated };
  }

  #noteDone(line: string): void {
    if (line.startsWith('stop')) this.#dispatch({ type: 'paused' });
    if (line.startsWith('go')) this.#dispatch({ type: 'resumed' });
    const taken = this.#memoryTaken.after(line);
    if (taken) this.#options.onStatus(this.status());
  }

  #notified(notification: Notification): void {
    if (notification.type === 'panic') {
      this.#panic = notification.text;
      this.#incidents.panicked(notification.text);
    }
    if (notification.type === 'hang') this.#incidents.hung();
    if (notification.type !== 'socket') return;
    this.#runningSince = new Date().toISOString();
    this.#run?.kernelUp();
    this.#dispatch({ type: 'kernel-up' });
  }

  #dispatch(event: RunEvent): void {
    const wasPaused = this.#state.paused;
    const step = transition(this.#state, event);
    this.#state = step.state;
    if (step.state.paused !== wasPaused) this.#pausedAt = step.state.paused ? new Date().toISOString() : null;
    if (event.type === 'exited') this.#runningSince = null;
    this.#perform(step.effects);
    // The exit must be on disk before anybody hears of it.
    if (step.state.phase !== 'ended') this.#options.onStatus(this.status());
  }

  #perform(effects: readonly RunEffect[]): void {
    for (const effect of effects) {
      switch (effect.type) {
        case 'launch':
          this.#launch();
          break;
        case 'try-rung':
          this.#driver.try(effect.rung, effect.resume, this.#budgets);
          break;
        case 'finish':
          this.#finish();
          break;
      }
    }
  }

  #launch(): void {
    this.#panic = null;
    this.#rebootAsked = false;
    this.#memoryTaken = new MemoryTaken();
    this.#incidents.beginRun();
    this.#runOnce()
      .then(async (end) => {
        this.#driver.cancel();
        this.#run = null;
        const exit = this.#classify(end);
        await this.#incidents.endRun(exit.kind);
        return exit;
      })
      .then(
        (exit) => this.#dispatch({ type: 'exited', exit }),
        (error: unknown) => this.#finished.reject(error),
      );
  }

  async #runOnce(): Promise<RunEnd> {
    try {
      // Before the first run the caller did; since then the files may have changed.
      if (this.#state.runCount > 1) {
        this.#spec = this.#next.spec;
        this.#commandLine = umlCommandLine(this.#spec);
        await checkLaunch(this.#spec);
      }
      this.#run = new UmlRun({ ...this.#options, spec: this.#spec }, () =>
        this.#options.onStatus(this.status()),
      );
    } catch (error) {
      const spawnError = error instanceof Error ? error.message : String(error);
      return { code: null, signal: null, spawnError, tidiedUp: false };
    }
    return this.#run.ended;
  }

  #classify(end: RunEnd): MachineExit {
    const { spec, consoles } = this.#options;
    const { kernelUp, goal, rung } = this.#state;
    return classifyExit({
      ...end,
      sandboxed: spec.isolation === 'bubblewrap',
      kernelUp,
      goal,
      rung,
      panic: this.#panic,
      rebootAsked: this.#rebootAsked,
      consoleTail: consoles.kernelTail(),
      at: new Date().toISOString(),
    });
  }

  #finish(): void {
    const { exit } = this.#state;
    if (exit !== null) this.#options.records.writeExit(exit);
    this.#options.onStatus(this.status());
    this.#finished.resolve();
  }
}
