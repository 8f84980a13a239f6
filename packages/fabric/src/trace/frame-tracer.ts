import type { LabNodeId } from '@umlaut/contracts/model';
import type { DataPlane } from '../data-plane.ts';
import type { Link } from '../link.ts';
import type { LiveNode } from '../live-node.ts';
import { SERVICE_PORT, Switch } from '../switch.ts';
import { DirectionProbe } from './direction-probe.ts';
import type { SwitchProbe } from './link-probe.ts';
import type { Looking, Untimed } from './looking.ts';
import { Trace, type FrameMatch } from './trace.ts';

export interface FrameTracerOptions {
  plane: DataPlane;
  links: () => Iterable<Link>;
  nodes: () => Iterable<readonly [id: string, node: LiveNode]>;
}

/** Looks on at every link and switch while there is a trace; else nothing of it is in a frame's way. */
export class FrameTracer {
  readonly #options: FrameTracerOptions;
  readonly #traces = new Set<Trace>();

  constructor(options: FrameTracerOptions) {
    this.#options = options;
  }

  start(match: FrameMatch): Trace {
    const trace = new Trace({
      match,
      began: this.#options.plane.time,
      end: () => {
        this.#traces.delete(trace);
        this.connect();
      },
    });
    this.#traces.add(trace);
    this.connect();
    return trace;
  }

  /** To be called when links or nodes have come. */
  connect(): void {
    const isOn = this.#traces.size > 0;
    for (const link of this.#options.links()) {
      for (const direction of [0, 1] as const) {
        const probe = isOn ? new DirectionProbe(this, { link: link.config.id, direction }) : null;
        link.entry(direction).probe = probe;
      }
    }
    for (const [id, { core }] of this.#options.nodes()) {
      if (core instanceof Switch) core.probe = isOn ? this.#switchProbe(id) : null;
    }
  }

  /** All that know a frame, to be told more of it. */
  look(bytes: Uint8Array, start: number, end: number): Looking[] {
    const looking: Looking[] = [];
    for (const trace of this.#traces) {
      const frame = trace.look(bytes, start, end);
      if (frame !== null) looking.push({ trace, frame });
    }
    return looking;
  }

  note(looking: readonly Looking[], event: Untimed): void {
    const at = this.#options.plane.now;
    for (const { trace, frame } of looking) trace.note(frame, { ...event, at });
  }

  #switchProbe(id: string): SwitchProbe {
    return {
      switches: ({ port, vlan, to }, { bytes, start, end }) => {
        const looking = this.look(bytes, start, end);
        if (looking.length === 0) return;
        const where = to === SERVICE_PORT ? 'itself' : to < 0 ? 'all' : to;
        this.note(looking, { what: 'switched', node: id as LabNodeId, port, vlan, to: where });
      },
    };
  }
}
