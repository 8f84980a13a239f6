import type { MachineFootprint } from '@umlaut/contracts/model';
import { FootprintMeter } from '@umlaut/core/host';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { footprintRequest } from './footprint-request.ts';

/** Reading it costs this server more than looking into the guest. */
const FRESH_MS = 1_900;

/** What one machine costs its host, measured every two seconds at most. */
export class FootprintWatch {
  readonly #diskPath: (number: number) => string;
  readonly #meter = new FootprintMeter();
  #latest: { umlPid: number; footprint: MachineFootprint | null; at: number } | null = null;

  constructor(diskPath: (number: number) => string) {
    this.#diskPath = diskPath;
  }

  /** Null while the machine has no process. */
  async read(entry: MachineEntry): Promise<MachineFootprint | null> {
    const request = footprintRequest(entry, this.#diskPath);
    if (request === null) return null;
    const { umlPid } = request;
    const at = performance.now();
    const known = this.#latest;
    if (known !== null && known.umlPid === umlPid && at - known.at < FRESH_MS) return known.footprint;
    const footprint = await this.#meter.read(request);
    this.#latest = { umlPid, footprint, at };
    return footprint;
  }
}
