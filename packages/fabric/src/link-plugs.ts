import type { FabricEnd, FabricLink } from '@umlaut/contracts/fabric';
import type { LiveNode } from './live-node.ts';
import type { Link } from './link.ts';
import type { NicPort } from './nic-port.ts';

interface Plugged {
  link: Link;
  ends: [End, End];
}

/** `what` is the end as it was configured, `to` the very NIC or node that was found for it then. */
interface End {
  what: string;
  to: NicPort | LiveNode | null;
  undo: () => void;
}

export interface LinkPlugsOptions {
  nic: (id: string) => NicPort | undefined;
  node: (id: string) => LiveNode | undefined;
  /** A storm guard closed a link. */
  onStorm: () => void;
}

/** Which links are plugged in where. What is plugged in rightly is left alone, so what was learned there stays. */
export class LinkPlugs {
  readonly #options: LinkPlugsOptions;
  readonly #plugged = new Map<string, Plugged>();

  constructor(options: LinkPlugsOptions) {
    this.#options = options;
  }

  /** Takes out what `links` want elsewhere, or not at all, before anything is plugged in where it was. */
  withdraw(links: readonly FabricLink[]): void {
    const wanted = new Map(links.map((link) => [link.id as string, link]));
    for (const [id, { link, ends }] of this.#plugged) {
      const config = wanted.get(id);
      for (const side of [0, 1] as const) {
        const end = config?.ends[side];
        const fits =
          end !== undefined && JSON.stringify(end) === ends[side].what && this.#find(end) === ends[side].to;
        if (!fits) ends[side] = this.#takeOut(link, side, ends[side]);
      }
      if (config === undefined) this.#plugged.delete(id);
    }
  }

  /** Plugs in what is not. */
  insert(link: Link): void {
    const { id, ends: wanted } = link.config;
    const plugged = this.#plugged.get(id) ?? { link, ends: [NOWHERE, NOWHERE] };
    this.#plugged.set(id, plugged);
    for (const side of [0, 1] as const) {
      if (plugged.ends[side].to === null) plugged.ends[side] = this.#plugIn(link, side, wanted[side]);
    }
  }

  /** Why a link leads nowhere; null: it does not. */
  problemOf(link: Link): string | null {
    for (const end of link.config.ends) {
      const to = this.#find(end);
      if (to === null) return `${end.kind === 'nic' ? end.nic : end.node} does not exist.`;
      if (to.problem !== null) return to.problem;
    }
    return null;
  }

  #find(end: FabricEnd): NicPort | LiveNode | null {
    return (end.kind === 'nic' ? this.#options.nic(end.nic) : this.#options.node(end.node)) ?? null;
  }

  #takeOut(link: Link, side: 0 | 1, end: End): End {
    end.undo();
    link.aim(side, null);
    link.entry(side).cut();
    return NOWHERE;
  }

  #plugIn(link: Link, side: 0 | 1, end: FabricEnd): End {
    const what = JSON.stringify(end);
    const entry = link.entry(side);
    if (end.kind === 'nic') {
      const nic = this.#options.nic(end.nic);
      if (nic === undefined) return NOWHERE;
      nic.link = entry;
      link.aim(side, nic);
      return { what, to: nic, undo: () => (nic.link = null) };
    }
    const node = this.#options.node(end.node);
    if (node === undefined) return NOWHERE;
    const into = node.core.plug(end.port, {
      vlan: end.vlan,
      out: entry,
      counter: link.entry(side === 0 ? 1 : 0).counter,
      close: (verdict) => {
        link.closeForStorm(side, verdict);
        this.#options.onStorm();
      },
    });
    link.aim(side, into);
    return { what, to: node, undo: () => node.core.unplug(end.port) };
  }
}

const NOWHERE: End = { what: '', to: null, undo: () => {} };
