import { UmlautError } from '@umlaut/contracts/errors';
import {
  WATCH_MS,
  type LabId,
  type LabState,
  type MachineId,
  type MachinePhase,
  type ReachQuestion,
  type ReachReport,
} from '@umlaut/contracts/model';
import { nicIdOf } from '@umlaut/core/nics';
import type { FabricKeeper } from '../../networks/fabric-keeper.ts';
import type { LabRecord } from '../lab-store.ts';
import { drawnWay, farEnd, nearEnd, type Hop } from './drawn-way.ts';
import { LabNames } from './lab-names.ts';
import { nearest, nextHops } from './next-hops.ts';
import { probeVerdict } from './probe-verdict.ts';
import { refusedBetween, type ReachScene, type SceneEnd } from './reach-scene.ts';
import { asleepOrNameless, noWay, type MachineNode } from './without-frames.ts';
import { watchVerdict } from './watch-verdict.ts';

export interface LabReachDeps {
  lab: (id: LabId) => LabRecord;
  /** What happens in a lab now, with what guests say of their interfaces. */
  look: (id: LabId) => Promise<LabState>;
  fabric: Pick<FabricKeeper, 'client'>;
  machine: (id: MachineId) => { name: string; phase: MachinePhase } | null;
  forwards: (id: MachineId) => Promise<boolean | null>;
}

const PINGS = 5;
/** A guest that is paged out takes a while. */
const ANSWER_MS = 1_200;
const MAX_WAIT_MS = 10_000;

type Asked = { id: LabId; signal: AbortSignal | undefined } & ReachQuestion;

/** "Can A reach B?": the fabric sends and follows real frames; here it is decided which, and what they tell. */
export class LabReach {
  readonly #deps: LabReachDeps;

  constructor(deps: LabReachDeps) {
    this.#deps = deps;
  }

  /** @throws LAB_NOT_FOUND, MACHINE_NOT_FOUND, INVALID_INPUT, FABRIC_UNREACHABLE, LAB_LIMIT, CANCELLED */
  async check(asked: Asked): Promise<ReachReport> {
    const lab = this.#deps.lab(asked.id);
    if (asked.from === asked.to) {
      throw new UmlautError('INVALID_INPUT', 'Choose two different machines.', { field: 'to' });
    }
    const nodes = { from: nodeOf(lab, asked.from, 'from'), to: nodeOf(lab, asked.to, 'to') };
    const names = new LabNames(lab, (id) => this.#machine(id).name);
    const way = drawnWay(
      lab,
      { nodeId: nodes.from.id, port: asked.fromNic ?? null },
      { nodeId: nodes.to.id, port: asked.toNic ?? null },
    );
    const state = await this.#deps.look(asked.id);
    const [first, last] = [way?.[0], way?.at(-1)];
    if (way === null || first === undefined || last === undefined) {
      return { ...this.#bare(asked), ...noWay(lab, nodes, names) };
    }
    const ends = this.#ends(asked, state, { first, last });
    const base = { ...this.#bare(asked), from: told(ends.from), to: told(ends.to) };
    const early = asleepOrNameless(asked.mode, ends, (id) => this.#machine(id).phase);
    if (early !== null) return { ...base, ...early };
    const scene = await this.#trace(asked, { lab, names, state, way, ...ends });
    const verdict = asked.mode === 'watch' ? watchVerdict(scene) : probeVerdict(scene);
    return { ...base, ...verdict, note: asked.mode === 'watch' ? null : noteOf(scene) };
  }

  #ends(
    asked: Asked,
    { nics }: LabState,
    { first, last }: { first: Hop; last: Hop },
  ): { from: SceneEnd; to: SceneEnd } {
    const end = (
      machineId: MachineId,
      { nodeId, port }: ReturnType<typeof nearEnd>,
      near: string | null,
    ): SceneEnd => {
      const own = nics.find((nic) => nic.machineId === machineId && nic.number === port)?.addresses ?? [];
      return {
        machineId,
        nodeId,
        port,
        nic: port,
        name: this.#machine(machineId).name,
        address: nearest(own, near),
      };
    };
    const known = nics.find((nic) => nic.machineId === asked.to && nic.number === farEnd(last).port)
      ?.addresses[0];
    const from = end(asked.from, nearEnd(first), asked.address ?? known ?? null);
    const to = end(asked.to, farEnd(last), from.address);
    return { from, to: asked.address === undefined ? to : { ...to, address: asked.address } };
  }

  async #trace(
    asked: Asked,
    known: {
      lab: LabRecord;
      names: LabNames;
      state: LabState;
      way: readonly Hop[];
      from: SceneEnd;
      to: SceneEnd;
    },
  ): Promise<ReachScene> {
    const { lab, state, from, to, way } = known;
    const client = this.#deps.fabric.client();
    const target = to.address ?? '0.0.0.0';
    const hops = nextHops({ ...known, nics: state.nics, sender: from.address, target });
    const between = { from: nicIdOf(from.machineId, from.nic), to: nicIdOf(to.machineId, to.nic) };
    const before = await client.state();
    const report = await client.trace(
      asked.mode === 'watch'
        ? { mode: 'watch', ...between, addresses: this.#addresses(state, from, to), durationMs: WATCH_MS }
        : {
            mode: 'probe',
            ...between,
            sender: from.address,
            target,
            hops: hops.map(({ address }) => address),
            count: PINGS,
            waitMs: waitFor(way),
          },
      asked.signal,
    );
    const refused = refusedBetween(before, await client.state());
    const forwarding = await this.#forwarding(lab);
    return {
      ...known,
      target,
      hops,
      report,
      phase: (id) => this.#machine(id).phase,
      forwards: (id) => forwarding.get(id) ?? null,
      refused: (machine, nic) => refused.get(nicIdOf(machine, nic)) ?? 0,
    };
  }

  #addresses({ nics }: LabState, from: SceneEnd, to: SceneEnd): [string[], string[]] {
    const of = ({ machineId, address }: SceneEnd): string[] => {
      const seen = nics.filter((nic) => nic.machineId === machineId).flatMap(({ addresses }) => addresses);
      return [...new Set([...(address === null ? [] : [address]), ...seen])];
    };
    return [of(from), of(to)];
  }

  /** Of machines with several links: only those can be between others. */
  async #forwarding({ nodes, links }: LabRecord): Promise<Map<MachineId, boolean | null>> {
    const routers = nodes.flatMap((node) => {
      const count = links.filter(({ ends }) => ends.some(({ nodeId }) => nodeId === node.id)).length;
      return node.kind === 'machine' && count > 0 ? [{ id: node.machineId, count }] : [];
    });
    const asked = routers.filter(({ count }) => count > 1).map(({ id }) => id);
    return new Map(await Promise.all(asked.map(async (id) => [id, await this.#deps.forwards(id)] as const)));
  }

  #bare({ from, to, mode }: Asked): Pick<ReachReport, 'from' | 'to' | 'mode' | 'note'> {
    const end = (machineId: MachineId) => ({ machineId, nic: null, address: null });
    return { from: end(from), to: end(to), mode, note: null };
  }

  #machine(id: MachineId): { name: string; phase: MachinePhase } {
    return this.#deps.machine(id) ?? { name: 'Machine that is gone', phase: 'stopped' };
  }
}

function told({ machineId, nic, address }: SceneEnd): ReachReport['from'] {
  return { machineId, nic, address };
}

function nodeOf({ nodes }: LabRecord, id: MachineId, field: string): MachineNode {
  const node = nodes.find((one): one is MachineNode => one.kind === 'machine' && one.machineId === id);
  if (node !== undefined) return node;
  throw new UmlautError('MACHINE_NOT_FOUND', 'That machine is not in this lab.', { field });
}

/** For an answer over this way: its delays both ways, and what a router takes to find its neighbour. */
function waitFor(way: readonly Hop[]): number {
  const delays = way.flatMap(({ link }) =>
    link.impairments.map(({ delayMs, jitterMs }) => delayMs + jitterMs),
  );
  const wait = ANSWER_MS + 2 * delays.reduce((sum, delay) => sum + delay, 0);
  return Math.min(MAX_WAIT_MS, wait);
}

/** Which route was assumed. */
function noteOf({ hops, report, to, names, from }: ReachScene): string | null {
  const hop = hops.find(({ address }) => address === report.nextHop) ?? hops[0];
  if (hop === undefined || hop.nodeId === to.nodeId) return null;
  return `The routes of ${from.name} cannot be read from outside: it was assumed that it sends to ${names.node(hop.nodeId)} (${hop.address}).`;
}
