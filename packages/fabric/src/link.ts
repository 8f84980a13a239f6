import type { FabricEnd, FabricLink } from '@umlaut/contracts/fabric';
import type { LinkState } from '@umlaut/contracts/model';
import type { DataPlane } from './data-plane.ts';
import type { FrameSink } from './frame-sink.ts';
import { LinkDirection } from './link-direction.ts';
import type { StormVerdict } from './storm-guard.ts';

const STORM_PROBLEMS: Record<Exclude<StormVerdict, 'calm'>, string> = {
  returns: 'The same broadcasts came back here again and again: there is a second way round.',
  repeats: 'The same broadcast came in here more than a thousand times within a second.',
  broadcasts: 'More than 20,000 broadcasts came in here within a second.',
};

/** Two directions between two ends. Whoever plugs the ends in says what is wrong with them. */
export class Link {
  readonly #directions: readonly [LinkDirection, LinkDirection];
  #config: FabricLink;
  #storm: string | null = null;
  #broken: string | null = null;

  constructor(plane: DataPlane, config: FabricLink) {
    this.#config = config;
    this.#directions = [new LinkDirection(plane), new LinkDirection(plane)];
    this.configure(config);
  }

  get config(): FabricLink {
    return this.#config;
  }

  /** In place: what is the same stays as it is. */
  configure(config: FabricLink): void {
    const moved = JSON.stringify(config.ends) !== JSON.stringify(this.#config.ends);
    if (moved || config.enabled !== this.#config.enabled) this.#storm = null;
    this.#config = config;
    for (const index of [0, 1] as const) {
      this.#directions[index].impair(config.impairments[index]);
      this.#directions[index].betweenNodes = config.ends.every((end) => end.kind === 'node');
    }
    this.#apply();
  }

  /** What goes in at an end: 0 or 1. */
  entry(end: 0 | 1): LinkDirection {
    return this.#directions[end];
  }

  /** Where frames for an end go, or null: nowhere. */
  aim(end: 0 | 1, target: FrameSink | null): void {
    const direction = this.#directions[end === 0 ? 1 : 0];
    direction.target = target ?? direction.nowhere;
  }

  set broken(problem: string | null) {
    this.#broken = problem;
    this.#apply();
  }

  closeForStorm(end: 0 | 1, verdict: Exclude<StormVerdict, 'calm'>): void {
    this.#storm = `${STORM_PROBLEMS[verdict]} ${describeEnd(this.#config.ends[end])} was closed to end the storm.`;
    this.#apply();
  }

  /** After a storm. */
  open(): void {
    this.#storm = null;
    this.#apply();
  }

  state(): LinkState {
    const { id, enabled } = this.#config;
    const directions: LinkState['directions'] = [
      this.#directions[0].counter.read(),
      this.#directions[1].counter.read(),
    ];
    if (!enabled) return { id, status: 'unplugged', problem: 'It is unplugged.', directions };
    if (this.#broken !== null) return { id, status: 'broken', problem: this.#broken, directions };
    if (this.#storm !== null) return { id, status: 'storm', problem: this.#storm, directions };
    return { id, status: 'up', problem: null, directions };
  }

  #apply(): void {
    const closed = !this.#config.enabled ? 'unplugged' : this.#storm !== null ? 'storm' : null;
    for (const direction of this.#directions) {
      direction.closed = closed;
      if (closed !== null) direction.cut();
    }
  }
}

function describeEnd(end: FabricEnd): string {
  return end.kind === 'nic' ? `The link to ${end.nic}` : `Port ${end.port} of ${end.node}`;
}
