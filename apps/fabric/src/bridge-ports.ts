import type { BridgedLink, BridgedLinks, FabricConfig } from '@umlaut/contracts/fabric';
import type { LabLinkId } from '@umlaut/contracts/model';

export interface BridgePort {
  /** Of a process in the network namespace. */
  pid: number;
  name: string;
  forth: BridgedLink['forth'];
}

/** Where the frames of links of kernel bridges pass, as the newest configuration says. */
export class BridgePorts {
  #bridged: BridgedLinks = { pid: null, links: [] };

  applied({ bridged }: FabricConfig): void {
    this.#bridged = bridged ?? { pid: null, links: [] };
  }

  /** Whether it is a link of bridges, plugged in or not. */
  has(link: LabLinkId): boolean {
    return this.#bridged.links.some(({ id }) => id === link);
  }

  /** Null while nothing passes it: it is unplugged, or no machine runs there. */
  find(link: LabLinkId): BridgePort | null {
    const { pid, links } = this.#bridged;
    const found = links.find(({ id }) => id === link);
    if (found === undefined || found.port === null || pid === null) return null;
    return { pid, name: found.port, forth: found.forth };
  }
}
