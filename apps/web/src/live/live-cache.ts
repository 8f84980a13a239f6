import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { ImageList, KernelList, MachineList, TaskList } from '@umlaut/contracts/http';
import type { Lab, LabId, Machine, MachineId } from '@umlaut/contracts/model';
import type { NumberedEvent, ServerEvent } from '@umlaut/contracts/ws';
import {
  applyToActivity,
  applyToImages,
  applyToKernels,
  applyToMachines,
  applyToTasks,
  type ActivityPage,
} from './apply-event.ts';
import { applyToLab, applyToLabs, withLab, type LabList, type LabReading } from './apply-lab-event.ts';
import { EventLog } from './event-log.ts';
import { useHealth } from './health-store.ts';
import { LIVE_KEYS, activitySeverityOf, labKey, labOf, machineActivityKey } from './live-keys.ts';
import { useStats } from './stats-store.ts';

/** Events that arrive together are rendered together. */
const BATCH_MS = 24;
/** No event is newer than this, so a list that carries it waits for its snapshot. */
const FROZEN_SEQ = Number.MAX_SAFE_INTEGER;

type Reducer<T> = (data: T, event: NumberedEvent) => T;

/** Projects the event stream onto the query cache: the only writer of the live lists. */
export class LiveCache {
  readonly log = new EventLog();
  /** Called for each new numbered event, after the lists know it. */
  readonly listeners = new Set<(event: NumberedEvent) => void>();
  readonly #client: QueryClient;
  #pending: NumberedEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #removedMachines = new Set<MachineId>();
  readonly #removedLabs = new Set<LabId>();

  constructor(client: QueryClient) {
    this.#client = client;
  }

  receive(event: ServerEvent): 'ok' | 'reconnect' {
    if (event.type === 'hello') {
      if (event.resync || event.epoch !== this.log.epoch) this.#resync(event.epoch, event.seq);
      return 'ok';
    }
    if (event.type === 'stats') {
      useStats.getState().addStats(event.items);
      return 'ok';
    }
    if (event.type === 'health') {
      useHealth.getState().add(event.items);
      return 'ok';
    }
    if (event.type === 'usage') {
      useStats.getState().addUsage(event.usage);
      return 'ok';
    }
    // A heartbeat that is ahead of what arrived means that something was lost.
    if (event.type === 'heartbeat') return event.seq > this.log.last ? 'reconnect' : 'ok';
    return this.#number(event);
  }

  /** A machine as the answer to a request gave it: shown at once if it is newer than what is known. */
  putMachine(machine: Machine): void {
    if (this.#removedMachines.has(machine.id)) return;
    this.#client.setQueryData<MachineList>(LIVE_KEYS.machines, (list) => {
      if (list === undefined) return undefined;
      const known = list.items.find((item) => item.id === machine.id);
      if (known === undefined) return { ...list, items: [...list.items, machine] };
      if (known.version >= machine.version) return list;
      return { ...list, items: list.items.map((item) => (item.id === machine.id ? machine : item)) };
    });
  }

  /** The same for a lab: a person sees at once what was drawn. */
  putLab(lab: Lab): void {
    if (this.#removedLabs.has(lab.id)) return;
    this.#client.setQueryData<LabList>(LIVE_KEYS.labs, (list) =>
      list === undefined ? undefined : withLab(list, lab),
    );
    this.#client.setQueryData<LabReading>(labKey(lab.id), (known) =>
      known?.lab === undefined || (known.lab !== null && known.lab.version >= lab.version)
        ? known
        : { ...known, lab },
    );
  }

  /** Forgets everything of a session that is over. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#pending = [];
    this.#removedMachines.clear();
    this.#removedLabs.clear();
    this.log.forget();
    useStats.getState().clear();
    useHealth.getState().clear();
  }

  #number(event: NumberedEvent): 'ok' | 'reconnect' {
    const verdict = this.log.append(event);
    if (verdict === 'gap') return 'reconnect';
    if (verdict === 'repeat') return 'ok';
    if (event.type === 'machine.removed') this.#removedMachines.add(event.id);
    if (event.type === 'lab.removed') this.#removedLabs.add(event.id);
    this.#pending.push(event);
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, BATCH_MS);
    return 'ok';
  }

  #flush(): void {
    this.#timer = undefined;
    const events = this.#pending;
    this.#pending = [];
    this.#reduce<MachineList>(LIVE_KEYS.machines, events, applyToMachines);
    this.#reduce<ImageList>(LIVE_KEYS.images, events, applyToImages);
    this.#reduce<KernelList>(LIVE_KEYS.kernels, events, applyToKernels);
    this.#reduce<TaskList>(LIVE_KEYS.tasks, events, applyToTasks);
    this.#reduce<LabList>(LIVE_KEYS.labs, events, applyToLabs);
    this.#reduceOpenLabs(events);
    this.#reduceActivity(events);
    for (const event of events) {
      this.#refetchHistory(event);
      for (const listener of this.listeners) listener(event);
    }
  }

  #refetchHistory(event: NumberedEvent): void {
    if (event.type !== 'activity.added' || event.entry.machineId === null) return;
    void this.#client.invalidateQueries({ queryKey: machineActivityKey(event.entry.machineId) });
  }

  #reduce<T extends Marked>(
    key: readonly unknown[],
    events: readonly NumberedEvent[],
    apply: Reducer<T>,
  ): void {
    this.#client.setQueryData<T>(key, (data) =>
      data === undefined || data.epoch !== this.log.epoch ? data : events.reduce(apply, data),
    );
  }

  #reduceOpenLabs(events: readonly NumberedEvent[]): void {
    for (const { queryKey } of this.#client.getQueryCache().findAll({ queryKey: LIVE_KEYS.lab })) {
      const id = labOf(queryKey);
      if (id === null) continue;
      this.#reduce<LabReading>(queryKey, events, (reading, event) => applyToLab(reading, event, id));
    }
  }

  #reduceActivity(events: readonly NumberedEvent[]): void {
    for (const query of this.#client.getQueryCache().findAll({ queryKey: LIVE_KEYS.activity })) {
      const severity = activitySeverityOf(query.queryKey);
      this.#client.setQueryData<InfiniteData<ActivityPage>>(query.queryKey, (data) => {
        const first = data?.pages[0];
        if (data === undefined || first === undefined) return undefined;
        if (first.epoch !== this.log.epoch) return data;
        const next = events.reduce((page, event) => applyToActivity(page, event, severity), first);
        return next === first ? data : { ...data, pages: [next, ...data.pages.slice(1)] };
      });
    }
  }

  /** The stream cannot be continued: what is older than its new start must be fetched again. */
  #resync(epoch: string, seq: number): void {
    const first = this.log.epoch === null;
    this.#pending = [];
    this.log.restart(epoch, seq);
    for (const query of this.#client.getQueryCache().findAll({ queryKey: ['live'] })) {
      const known = markOf(query.state.data);
      // A list fetched meanwhile may be as new as the stream; at the first hello, one that is on its way is
      // compared with the log when it arrives.
      if (known === null ? first : known.epoch === epoch && known.seq >= seq) continue;
      if (known !== null) this.#client.setQueryData(query.queryKey, freeze);
      void this.#client.invalidateQueries({ queryKey: query.queryKey, exact: true, refetchType: 'all' });
    }
    if (!first) void this.#client.invalidateQueries({ queryKey: ['machine'] });
  }
}

interface Marked {
  epoch: string;
  seq: number;
}

function isMarked(data: unknown): data is Marked {
  return typeof data === 'object' && data !== null && 'epoch' in data && 'seq' in data;
}

function isPaged(data: unknown): data is { pages: unknown[] } {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages);
}

/** When cached data was true; null when there is none. */
function markOf(data: unknown): Marked | null {
  const head = isPaged(data) ? data.pages[0] : data;
  return isMarked(head) ? head : null;
}

/** The same data, shown but closed to events until its new snapshot replaces it. */
function freeze(data: unknown): unknown {
  if (isPaged(data)) return { ...data, pages: data.pages.map(freeze) };
  return isMarked(data) ? { ...data, seq: FROZEN_SEQ } : data;
}
