import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fabricConfig, type FabricConfig } from '@umlaut/contracts/fabric';
import { writeFileAtomic } from '@umlaut/core/process';

/** The configuration in force, for the next start: so tunnels come back without anybody's help. */
export class ConfigStore {
  readonly #path: string;
  #latest: FabricConfig | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(stateDir: string) {
    this.#path = join(stateDir, 'config.json');
  }

  /** Null when there is none, or none that makes sense: then the server has to bring a new one. */
  async load(): Promise<FabricConfig | null> {
    try {
      return fabricConfig.parse(JSON.parse(await readFile(this.#path, 'utf8')));
    } catch {
      return null;
    }
  }

  /** One after the other; of several that wait only the latest is written. */
  async save(config: FabricConfig): Promise<void> {
    this.#latest = config;
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const config = this.#latest;
    if (config === null) return;
    this.#latest = null;
    // It has the cookies of all tunnels in it.
    await writeFileAtomic(this.#path, JSON.stringify(config), { mode: 0o600 });
  }
}
