import { fc, test } from '@fast-check/vitest';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { MachineList } from '@umlaut/contracts/http';
import type { Machine } from '@umlaut/contracts/model';
import type { EventBody, NumberedEvent } from '@umlaut/contracts/ws';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applyToMachines } from './apply-event.ts';
import { fetchCaughtUp } from './catch-up.ts';
import { LiveCache } from './live-cache.ts';
import { LIVE_KEYS } from './live-keys.ts';
import { machineFixture } from './live.fixture.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server as the contract describes it: numbered events, snapshots, a memory that ends. */
class ModelServer {
  run = 1;
  seq = 0;
  machines = new Map<string, Machine>();
  log: NumberedEvent[] = [];
  /** Events on their way to the one client; null while it is not connected. */
  wire: NumberedEvent[] | null = null;
  pending: { asked: MachineList; resolve: (list: MachineList) => void }[] = [];

  get epoch(): string {
    return `run-${this.run}`;
  }

  emit(body: EventBody): void {
    this.seq += 1;
    const event = { ...body, seq: this.seq } as NumberedEvent;
    this.log.push(event);
    this.wire?.push(event);
  }

  change(index: number): void {
    const fixture = machineFixture(index);
    const version = (this.machines.get(fixture.id)?.version ?? 0) + 1;
    const machine = { ...fixture, version };
    this.machines.set(machine.id, machine);
    this.emit({ type: 'machine.changed', machine });
  }

  remove(index: number): void {
    const { id } = machineFixture(index);
    if (!this.machines.delete(id)) return;
    this.emit({ type: 'machine.removed', id });
  }

  restart(): void {
    this.run += 1;
    this.seq = 0;
    this.log = [];
    this.wire = null;
    this.emit({ type: 'image.removed', id: machineFixture(1).imageId });
  }

  snapshot(): MachineList {
    return { epoch: this.epoch, seq: this.seq, items: [...this.machines.values()], stats: [], health: [] };
  }
}

class Bench {
  readonly server = new ModelServer();
  readonly client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });
  readonly cache = new LiveCache(this.client);
  readonly stop: () => void;

  constructor() {
    const observer = new QueryObserver<MachineList>(this.client, {
      queryKey: LIVE_KEYS.machines,
      staleTime: Infinity,
      queryFn: () =>
        fetchCaughtUp(
          this.cache.log,
          () =>
            new Promise<MachineList>((resolve) => {
              this.server.pending.push({ asked: this.server.snapshot(), resolve });
            }),
          applyToMachines,
        ),
    });
    this.stop = observer.subscribe(() => undefined);
  }

  connect(): void {
    const { server, cache } = this;
    const same = cache.log.epoch === server.epoch;
    // The server remembers its last five events only.
    const missed = server.log.filter(({ seq }) => seq > cache.log.last);
    const known = same && missed.length <= 5;
    server.wire = known ? [...missed] : [];
    cache.receive({ type: 'hello', epoch: server.epoch, seq: server.seq, resync: !known });
  }

  deliver(count: number): void {
    for (let n = 0; n < count; n += 1) {
      const event = this.server.wire?.shift();
      if (event === undefined) return;
      if (this.cache.receive(event) === 'reconnect') this.connect();
    }
  }

  /** Answers the oldest request: with what was true when it was asked, or with what is true now. */
  async answer(late: boolean): Promise<void> {
    const request = this.server.pending.shift();
    request?.resolve(late ? request.asked : this.server.snapshot());
    await vi.advanceTimersByTimeAsync(0);
  }

  async settle(): Promise<void> {
    if (this.server.wire === null) this.connect();
    for (let round = 0; round < 20; round += 1) {
      this.deliver(1000);
      await this.answer(round % 2 === 0);
      await vi.advanceTimersByTimeAsync(50);
    }
  }

  shown(): MachineList | undefined {
    return this.client.getQueryData(LIVE_KEYS.machines);
  }
}

const move = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('change' as const), index: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), index: fc.nat(4) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('deliver' as const), index: fc.nat(4) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('answer' as const), index: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tick' as const), index: fc.nat(40) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), index: fc.nat(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('connect' as const), index: fc.nat(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), index: fc.nat(0) }) },
);

describe('LiveCache', () => {
  test.prop([fc.array(move, { maxLength: 60, size: 'max' })], { numRuns: 300 })(
    'shows what the server has, however hellos, snapshots, events, drops and restarts fall together',
    async (moves) => {
      const bench = new Bench();
      const { server } = bench;
      server.change(0);
      try {
        for (const { do: what, index } of moves) {
          if (what === 'change') server.change(index);
          else if (what === 'remove') server.remove(index);
          else if (what === 'deliver') bench.deliver(index);
          else if (what === 'answer') await bench.answer(index === 1);
          else if (what === 'tick') await vi.advanceTimersByTimeAsync(index);
          else if (what === 'drop') server.wire = null;
          else if (what === 'connect') bench.connect();
          else server.restart();
        }
        await bench.settle();
        const items = bench.shown()?.items ?? [];
        expect(new Map(items.map((machine) => [machine.id, machine]))).toEqual(server.machines);
        expect(items).toHaveLength(server.machines.size);
      } finally {
        bench.stop();
        bench.client.clear();
      }
    },
  );

  it('shows a machine from an answer at once, and not again after it was removed', async () => {
    const bench = new Bench();
    bench.connect();
    await bench.settle();
    const machine = machineFixture(7);
    bench.cache.putMachine(machine);
    expect(bench.shown()?.items).toEqual([machine]);
    bench.server.machines.set(machine.id, machine);
    bench.server.remove(7);
    await bench.settle();
    bench.cache.putMachine(machine);
    expect(bench.shown()?.items).toEqual([]);
    bench.stop();
    bench.client.clear();
  });

  it('asks for a new connection when a heartbeat is ahead of what arrived', () => {
    const bench = new Bench();
    bench.connect();
    expect(bench.cache.receive({ type: 'heartbeat', seq: bench.server.seq })).toBe('ok');
    expect(bench.cache.receive({ type: 'heartbeat', seq: bench.server.seq + 1 })).toBe('reconnect');
    bench.stop();
    bench.client.clear();
  });
});
