import type { HostUsage, MachineId, MachineStats } from '@umlaut/contracts/model';
import { STATS_INTERVAL_MS } from '@umlaut/contracts/ws';
import { MachineMeter } from '@umlaut/core/host';
import type { Logger } from 'pino';
import type { EventStream } from '../events/event-stream.ts';
import type { MachineRegistry } from './machine-registry.ts';

export interface StatsSamplerDeps {
  registry: MachineRegistry;
  events: EventStream;
  usage: () => Promise<HostUsage>;
  diskPath: (id: MachineId, number: number) => string;
  log: Logger;
}

/** Measures all running machines and the host together, while somebody listens. */
export class StatsSampler {
  readonly #deps: StatsSamplerDeps;
  readonly #meter = new MachineMeter();
  readonly #timer: NodeJS.Timeout;
  #latest: MachineStats[] = [];
  #isSampling = false;

  constructor(deps: StatsSamplerDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => void this.#tick(), STATS_INTERVAL_MS);
  }

  /** The last sample, for a list; of machines that still run. */
  latest(): MachineStats[] {
    return this.#latest.filter(({ id }) => this.#deps.registry.find(id)?.run?.kind === 'watched');
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #tick(): Promise<void> {
    const { events, usage, log } = this.#deps;
    // A slow host is not helped by samples that pile up.
    if (this.#isSampling || !events.hasListeners) return;
    this.#isSampling = true;
    try {
      this.#latest = await this.#meter.sample(this.#running());
      events.sample({ type: 'stats', at: new Date().toISOString(), items: this.#latest });
      events.sample({ type: 'usage', usage: await usage() });
    } catch (error) {
      log.warn({ err: error }, 'the load of the machines could not be measured');
    } finally {
      this.#isSampling = false;
    }
  }

  #running(): { id: MachineId; umlPid: number; diskPaths: string[] }[] {
    const { registry, diskPath } = this.#deps;
    return registry.entries().flatMap(({ record: { id, disks }, run }) => {
      if (run?.kind !== 'watched' || run.status.umlPid === null) return [];
      return [{ id, umlPid: run.status.umlPid, diskPaths: disks.map(({ number }) => diskPath(id, number)) }];
    });
  }
}
