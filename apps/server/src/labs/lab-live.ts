import type { LabId, LabState, MachineId } from '@umlaut/contracts/model';
import { LAB_STATE_INTERVAL_MS, type LabFrame } from '@umlaut/contracts/ws';
import type { FabricKeeper } from '../networks/fabric-keeper.ts';
import type { LabMachine } from '../networks/fabric-config.ts';
import type { NamespaceKeeper } from '../networks/namespace-keeper.ts';
import type { FrameViewer } from '../ws/serve-viewer.ts';
import type { LabRegistry } from './lab-registry.ts';
import { labStateOf } from './lab-state.ts';
import type { GuestPorts } from './guest-ports.ts';

export interface LabLiveDeps {
  labs: LabRegistry;
  fabric: FabricKeeper;
  namespace: NamespaceKeeper;
  guests: GuestPorts;
  machine: (id: MachineId) => LabMachine | null;
  /** When its guest began; null: the machine is off. */
  bootedAt: (id: MachineId) => string | null;
}

/** Guests are asked this seldom: each question costs them a little. */
const ASK_EVERY = 3;

/** What happens in labs, told each second to those who look. */
export class LabLive {
  readonly #deps: LabLiveDeps;
  readonly #viewers = new Map<LabId, Set<FrameViewer>>();
  readonly #leave: () => void;
  #timer: NodeJS.Timeout | null = null;
  #ticks = 0;
  #isAsking = false;
  #isLooking = false;

  constructor(deps: LabLiveDeps) {
    this.#deps = deps;
    this.#leave = deps.labs.onRemoved((id) => {
      for (const viewer of this.#viewers.get(id) ?? []) viewer.onGone();
      this.#viewers.delete(id);
    });
  }

  /** @throws LAB_NOT_FOUND */
  async look(id: LabId): Promise<LabState> {
    this.#deps.labs.get(id);
    await Promise.all([this.#deps.guests.ask(this.#machinesOf(id)), this.#deps.namespace.look()]);
    return this.#state(id);
  }

  /** @returns what the viewer begins with, and what ends the viewing; null when there is no such lab. */
  view(id: LabId, viewer: FrameViewer): { hello: string; leave: () => void } | null {
    if (this.#deps.labs.find(id) === null) return null;
    const viewers = this.#viewers.get(id) ?? new Set();
    this.#viewers.set(id, viewers.add(viewer));
    this.#timer ??= setInterval(() => this.#tick(), LAB_STATE_INTERVAL_MS);
    this.#ticks = 0;
    this.#askAll();
    return {
      hello: this.#frame(id),
      leave: () => {
        viewers.delete(viewer);
        if (viewers.size === 0 && this.#viewers.get(id) === viewers) this.#viewers.delete(id);
        if (this.#viewers.size === 0) this.#rest();
      },
    };
  }

  close(): void {
    this.#leave();
    this.#rest();
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #tick(): void {
    this.#ticks += 1;
    if (this.#ticks % ASK_EVERY === 0) this.#askAll();
    this.#lookAtBridges();
    for (const [id, viewers] of this.#viewers) {
      const json = this.#frame(id);
      for (const viewer of viewers) viewer.onFrame(json);
    }
  }

  /** One round at a time: a guest that hangs holds up the next, not the frames. */
  #askAll(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const machines = new Set([...this.#viewers.keys()].flatMap((id) => this.#machinesOf(id)));
    void this.#deps.guests.ask([...machines]).finally(() => (this.#isAsking = false));
  }

  /** Its answer is in the next frame. */
  #lookAtBridges(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#deps.namespace.look().finally(() => (this.#isLooking = false));
  }

  #machinesOf(id: LabId): MachineId[] {
    const { nodes } = this.#deps.labs.get(id);
    return nodes.flatMap((node) => (node.kind === 'machine' ? [node.machineId] : []));
  }

  #frame(id: LabId): string {
    return JSON.stringify({ type: 'state', state: this.#state(id) } satisfies LabFrame);
  }

  #state(id: LabId): LabState {
    const { labs, fabric, namespace, guests, machine, bootedAt } = this.#deps;
    return labStateOf(
      {
        lab: labs.get(id),
        fabric: fabric.view,
        namespace: namespace.view,
        machine,
        guest: (wanted, nic) => guests.of(wanted, nic),
        bootedAt,
        labOf: (uplink) => labs.all().find(({ nodes }) => nodes.some((node) => node.id === uplink)) ?? null,
      },
      new Date(),
    );
  }
}
