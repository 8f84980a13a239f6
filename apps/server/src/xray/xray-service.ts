import type { IncidentSummary, MachineHealth, MachineId, MconsoleQueue, Xray } from '@umlaut/contracts/model';
import { FootprintMeter } from '@umlaut/core/host';
import type { Logger } from 'pino';
import type { EventStream } from '../events/event-stream.ts';
import type { MachineEntry, MachineRegistry } from '../machines/machine-registry.ts';
import { footprintRequest } from './footprint-request.ts';
import { HealthPublisher } from './health-publisher.ts';
import { MachineXray } from './machine-xray.ts';
import type { FrameViewer } from '../ws/serve-viewer.ts';

/** How soon it is noticed that somebody reads the list of machines. */
const NOTICE_MS = 1_000;

export interface XrayServiceDeps {
  registry: MachineRegistry;
  events: EventStream;
  diskPath: (id: MachineId, number: number) => string;
  /** Incidents of the machine that are known, newest first. */
  incidents: (id: MachineId) => readonly IncidentSummary[];
  log: Logger;
}

/** Looks inside all machines, as often as somebody wants to see it. */
export class XrayService {
  readonly #deps: XrayServiceDeps;
  readonly #machines = new Map<MachineId, MachineXray>();
  readonly #health: HealthPublisher;
  readonly #leave: () => void;
  readonly #timer: NodeJS.Timeout;
  #wasListRead = false;

  constructor(deps: XrayServiceDeps) {
    this.#deps = deps;
    this.#health = new HealthPublisher(deps.events);
    for (const { record } of deps.registry.entries()) this.#onChanged(record.id);
    this.#leave = deps.registry.onChanged((id) => this.#onChanged(id));
    this.#timer = setInterval(() => this.#notice(), NOTICE_MS);
  }

  /** @throws MACHINE_NOT_FOUND */
  look(id: MachineId): Promise<Xray> {
    this.#deps.registry.get(id);
    return this.#of(id).look();
  }

  /** @returns what the viewer begins with, and what ends the viewing; null when there is no such machine. */
  view(id: MachineId, viewer: FrameViewer): { hello: string; leave: () => void } | null {
    return this.#deps.registry.find(id) === null ? null : this.#of(id).view(viewer);
  }

  /** Whether the kernel answers, as known; null while none runs. */
  queueOf(id: MachineId): MconsoleQueue | null {
    return this.#machines.get(id)?.queue ?? null;
  }

  /**
   * As it is now.
   * @param since when a question was put that got no answer; milliseconds of performance.now()
   */
  async probe(id: MachineId, since: number): Promise<MconsoleQueue | null> {
    return (await this.#machines.get(id)?.probe(since)) ?? null;
  }

  /** Somebody plugged an interface into a guest that runs. */
  addInterface(id: MachineId, name: string): void {
    this.#of(id).addInterface(name);
  }

  /** Bytes that the memory file of a machine occupies; 0 while it has none. */
  async hostBytes(entry: MachineEntry): Promise<number> {
    const { id } = entry.record;
    const request = footprintRequest(entry, (number) => this.#deps.diskPath(id, number));
    const footprint = request === null ? null : await new FootprintMeter().read(request);
    return footprint?.memoryBytes ?? 0;
  }

  /** The latest verdicts on machines that run, for a list. */
  health(): MachineHealth[] {
    return this.#health.latest();
  }

  close(): void {
    this.#leave();
    clearInterval(this.#timer);
    this.#health.close();
    for (const machine of this.#machines.values()) machine.close();
  }

  #onChanged(id: MachineId): void {
    const isRunning = this.#isRunning(id);
    if (!isRunning) this.#health.forget(id);
    // A machine that never ran and that nobody views needs nothing here.
    const machine = isRunning ? this.#of(id) : this.#machines.get(id);
    machine?.onChanged();
    if (this.#deps.registry.find(id) === null) this.#machines.delete(id);
  }

  #isRunning(id: MachineId): boolean {
    const entry = this.#deps.registry.find(id);
    return entry !== null && entry.run !== null;
  }

  #of(id: MachineId): MachineXray {
    const { registry, diskPath, events, incidents, log } = this.#deps;
    const known = this.#machines.get(id);
    if (known !== undefined) return known;
    const machine = new MachineXray({
      id,
      find: () => registry.find(id),
      diskPath: (number) => diskPath(id, number),
      incidents: () => incidents(id),
      isListRead: () => events.hasListeners,
      onHealth: (health) => {
        if (this.#isRunning(id)) this.#health.note(id, health);
      },
      log,
    });
    this.#machines.set(id, machine);
    return machine;
  }

  #notice(): void {
    const { hasListeners } = this.#deps.events;
    if (hasListeners && !this.#wasListRead)
      for (const machine of this.#machines.values()) machine.onListRead();
    this.#wasListRead = hasListeners;
  }
}
