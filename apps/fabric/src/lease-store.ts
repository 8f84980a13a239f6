import { mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dhcpLease, type DhcpLease } from '@umlaut/contracts/model';
import { writeFileAtomic } from '@umlaut/core/process';

const KEPT_MS = 30 * 86_400_000;

/** Leases of each switch and uplink, one file each, so that stations keep their addresses over restarts. */
export class LeaseStore {
  readonly #folder: string;
  readonly #waiting = new Map<string, readonly DhcpLease[]>();
  #writing = false;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, 'leases');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      // Of nodes that are long gone.
      if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { force: true });
    }
  }

  /** None when the file is missing or damaged: leases come again by themselves. */
  load(node: string): DhcpLease[] {
    try {
      return dhcpLease.array().parse(JSON.parse(readFileSync(this.#path(node), 'utf8')));
    } catch {
      return [];
    }
  }

  /** Written soon; of several of one node only the latest is. */
  save(node: string, leases: readonly DhcpLease[]): void {
    this.#waiting.set(node, leases);
    if (!this.#writing) void this.#write();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    for (let next = this.#take(); next !== null; next = this.#take()) {
      const [node, leases] = next;
      // What cannot be written is lost at worst: the network goes on.
      await writeFileAtomic(this.#path(node), JSON.stringify(leases), { mode: 0o600 }).catch(() => {});
    }
    this.#writing = false;
  }

  #take(): [string, readonly DhcpLease[]] | null {
    const [next] = this.#waiting;
    if (next === undefined) return null;
    this.#waiting.delete(next[0]);
    return next;
  }

  #path(node: string): string {
    return join(this.#folder, `${node}.json`);
  }
}
