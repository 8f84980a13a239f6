import { isUmlautError, UmlautError } from '@umlaut/contracts/errors';
import type {
  GuestHealth,
  IncidentSummary,
  MachineId,
  MconsoleQueue,
  Xray,
  XrayPoint,
} from '@umlaut/contracts/model';
import type { BatchAnswer } from '@umlaut/contracts/monitor';
import {
  XRAY_HISTORY_INTERVAL_MS,
  XRAY_HISTORY_POINTS,
  XRAY_INTERVAL_MS,
  type XrayFrame,
} from '@umlaut/contracts/ws';
import { configuredInterfaces, toPoint } from '@umlaut/core/xray';
import type { Logger } from 'pino';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { runKey } from '../machines/run-facts.ts';
import { composeXray, isAskable, NOTHING_SEEN, stateOf, type Seen } from './compose-xray.ts';
import { FootprintWatch } from './footprint-watch.ts';
import { LookPacer } from './look-pacer.ts';
import { PointHistory } from './point-history.ts';
import { RunLook } from './run-look.ts';
import type { FrameViewer } from '../ws/serve-viewer.ts';
import { ViewerSet } from './viewer-set.ts';

/** Between two frames of a machine whose guest cannot be asked. */
const IDLE_INTERVAL_MS = 3_000;
/** A look that began this short a time ago is now. */
const FRESH_MS = 500;
/** What is older is not shown to a viewer who comes. */
const STALE_MS = 5_000;
/** Looks of many machines that are due together are spread over this time. */
const SPREAD_MS = 1_000;
const MIB = 2 ** 20;

export interface MachineXrayDeps {
  id: MachineId;
  find: () => MachineEntry | null;
  diskPath: (number: number) => string;
  incidents: () => readonly IncidentSummary[];
  /** Whether anybody sees the verdicts of all machines. */
  isListRead: () => boolean;
  onHealth: (health: GuestHealth) => void;
  log: Logger;
}

/**
 * All looks at one machine: every second while somebody views it, now and then for its history, and never two
 * at a time. One look serves everybody.
 */
export class MachineXray {
  readonly #deps: MachineXrayDeps;
  readonly #viewers = new ViewerSet();
  readonly #footprint: FootprintWatch;
  readonly #history = new PointHistory({
    intervalMs: XRAY_HISTORY_INTERVAL_MS,
    capacity: XRAY_HISTORY_POINTS,
  });
  /** A brief look gives nothing to show. */
  readonly #pacer: LookPacer<Xray | null>;
  #run: RunLook | null = null;
  #latest: { xray: Xray; at: number } | null = null;
  /** Interfaces that were plugged into the run of this key. */
  #plugged: { key: string | null; names: string[] } = { key: null, names: [] };
  /** Phase, run and incidents as viewers know them. */
  #shown = '';

  constructor(deps: MachineXrayDeps) {
    this.#deps = deps;
    this.#footprint = new FootprintWatch(deps.diskPath);
    this.#pacer = new LookPacer({
      intervalMs: () => this.#intervalMs(),
      look: () => (!this.#viewers.isEmpty || deps.isListRead() ? this.#lookFully() : this.#lookBriefly()),
      onProblem: (error) => {
        if (isUmlautError(error)) return;
        deps.log.warn({ err: error, machine: deps.id }, 'a look inside a machine failed');
      },
    });
  }

  /** Null while no kernel runs. */
  get queue(): MconsoleQueue | null {
    return this.#run?.queue ?? null;
  }

  /** @param since when a question was put that got no answer; milliseconds of performance.now() */
  async probe(since: number): Promise<MconsoleQueue | null> {
    return (await this.#run?.probe(since)) ?? null;
  }

  /** Somebody plugged an interface into the guest that runs. */
  addInterface(name: string): void {
    const key = runKey(this.#entry());
    const known = this.#plugged.key === key ? this.#plugged.names : [];
    this.#plugged = { key, names: [...known, name] };
    if (this.#run?.key === key) this.#run.addInterface(name);
  }

  /** @returns what the viewer begins with, and what ends the viewing. */
  view(viewer: FrameViewer): { hello: string; leave: () => void } {
    const hello: XrayFrame = { type: 'hello', history: this.#history.list(), latest: this.#known() };
    const leave = this.#viewers.add(viewer);
    this.#pacer.soon();
    return {
      hello: JSON.stringify(hello),
      leave: () => {
        leave();
        this.#pacer.schedule();
      },
    };
  }

  /** A full look now, or the one that is under way. @throws MACHINE_NOT_FOUND */
  async look(): Promise<Xray> {
    for (let { current } = this.#pacer; current !== null; { current } = this.#pacer) {
      // oxlint-disable-next-line no-await-in-loop -- what is under way may be a brief one
      const seen = await current;
      if (seen !== null) return seen;
    }
    const latest = this.#latest;
    if (latest !== null && performance.now() - latest.at < FRESH_MS) return latest.xray;
    return this.#pacer.begin(() => this.#lookFully(true));
  }

  /** Something about the machine has changed, perhaps what is shown here. */
  onChanged(): void {
    const entry = this.#deps.find();
    if (entry === null) return this.#end();
    this.#follow(entry);
    const { run } = entry;
    const incident = run?.kind === 'watched' ? run.status.lastIncident?.id : undefined;
    const shown = `${stateOf(entry).phase} ${runKey(entry)} ${incident}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#publish(this.#compose(entry, NOTHING_SEEN), null);
    this.#pacer.soon(this.#viewers.isEmpty ? Math.random() * SPREAD_MS : 0);
  }

  /** Somebody has begun to read the verdicts of all machines. */
  onListRead(): void {
    this.#pacer.soon(Math.random() * SPREAD_MS);
  }

  close(): void {
    this.#pacer.close();
  }

  #end(): void {
    this.close();
    this.#viewers.end();
  }

  #intervalMs(): number | null {
    const entry = this.#deps.find();
    if (entry === null) return null;
    const canAsk = isAskable(entry);
    if (!this.#viewers.isEmpty) return canAsk ? XRAY_INTERVAL_MS : IDLE_INTERVAL_MS;
    return canAsk ? XRAY_HISTORY_INTERVAL_MS : null;
  }

  /** The run whose kernel is up. Begins anew with each; what was seen of the last one stays until then. */
  #follow(entry: MachineEntry): RunLook | null {
    const key = runKey(entry);
    if (key === null || entry.run?.kind !== 'watched' || !isAskable(entry)) return null;
    if (this.#run?.key === key) return this.#run;
    const { status } = entry.run;
    this.#run = new RunLook({
      key,
      upSince: Date.parse(status.runningSince ?? status.startedAt),
      ask: (lines, timeoutMs) => this.#ask(lines, timeoutMs),
      interfaceNames: configuredInterfaces(status.commandLine.join(' ')),
    });
    if (this.#plugged.key === key) for (const name of this.#plugged.names) this.#run.addInterface(name);
    this.#history.clear();
    this.#latest = null;
    return this.#run;
  }

  /** The connection to the monitor may change within a run. */
  async #ask(lines: readonly string[], timeoutMs: number): Promise<BatchAnswer[]> {
    const run = this.#deps.find()?.run;
    if (run?.kind !== 'watched') throw new UmlautError('MACHINE_NOT_RUNNING', 'The machine has ended.');
    return run.client.ask(lines, timeoutMs);
  }

  async #lookBriefly(): Promise<null> {
    const entry = this.#entry();
    const run = this.#follow(entry);
    const point = (await run?.brief()) ?? null;
    if (point !== null) this.#history.add(withoutTaken(point, entry));
    else if (isAskable(entry)) this.#deps.onHealth(this.#compose(entry, NOTHING_SEEN).health);
    return null;
  }

  async #lookFully(isWatched = !this.#viewers.isEmpty): Promise<Xray> {
    const entry = this.#entry();
    const run = this.#follow(entry);
    const at = performance.now();
    const [sample, footprint] = await Promise.all([
      run?.full(isWatched) ?? null,
      this.#footprint.read(entry),
    ]);
    const after = this.#entry();
    // What was seen of a run that has ended or stopped meanwhile is not true any more.
    const isSame = runKey(after) === runKey(entry) && isAskable(after) === isAskable(entry);
    const xray = this.#compose(after, isSame ? { sample, footprint } : NOTHING_SEEN);
    const point = xray.sample === null ? null : withoutTaken(toPoint(xray.sample), after);
    if (point !== null) this.#history.add(point);
    this.#latest = { xray, at };
    this.#publish(xray, point);
    return xray;
  }

  /** @throws MACHINE_NOT_FOUND */
  #entry(): MachineEntry {
    const { id, find } = this.#deps;
    const entry = find();
    if (entry !== null) return entry;
    throw new UmlautError('MACHINE_NOT_FOUND', `Machine ${id} was deleted.`, { field: 'id' });
  }

  #publish(xray: Xray, point: XrayPoint | null): void {
    this.#deps.onHealth(xray.health);
    this.#viewers.send({ type: 'look', xray, point });
  }

  /** For a viewer who comes: what is true of the machine without a look, or what was just seen. */
  #known(): Xray | null {
    const entry = this.#entry();
    if (!isAskable(entry)) return this.#compose(entry, NOTHING_SEEN);
    const latest = this.#latest;
    return latest === null || performance.now() - latest.at > STALE_MS ? null : latest.xray;
  }

  #compose(entry: MachineEntry, seen: Seen): Xray {
    return composeXray(entry, seen, { run: this.#run, incidents: this.#deps.incidents() });
  }
}

/** To the guest, memory that it gave back is in use. */
function withoutTaken(point: XrayPoint, { run }: MachineEntry): XrayPoint {
  const takenBytes = run?.kind === 'watched' ? run.status.memoryTakenMiB * MIB : 0;
  return { ...point, memoryUsedBytes: Math.max(0, point.memoryUsedBytes - takenBytes) };
}
