import { setTimeout as delay } from 'node:timers/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { FabricConfig, FabricState, NicId } from '@umlaut/contracts/fabric';
import {
  launchFabric,
  type FabricClient,
  type FabricLaunch,
  type FabricWatch,
} from '@umlaut/core/fabric-client';
import type { Logger } from 'pino';
import { toUmlautError } from '../errors/to-umlaut-error.ts';

export interface FabricKeeperDeps {
  launch: FabricLaunch;
  /** What the fabric should be now. */
  wanted: () => Omit<FabricConfig, 'revision'>;
  /** Whether one runs already, from before. */
  isRunning: boolean;
  log: Logger;
}

/** What is known of the fabric. */
export interface FabricView {
  status: 'up' | 'starting' | 'down';
  problem: string | null;
  state: FabricState | null;
}

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
const REQUIRE_MS = 10_000;

/**
 * Keeps the fabric of this home running and as the labs want it. There is none until something is drawn; one that
 * runs is adopted, and one that dies is started again.
 */
export class FabricKeeper {
  readonly #deps: FabricKeeperDeps;
  #client: FabricClient | null = null;
  #watch: FabricWatch | null = null;
  #view: FabricView = { status: 'down', problem: null, state: null };
  #isDirty = false;
  #isWanted: boolean;
  #work: Promise<void> | null = null;
  #revision = 0;
  readonly #stop = new AbortController();

  constructor(deps: FabricKeeperDeps) {
    this.#deps = deps;
    this.#isWanted = deps.isRunning;
  }

  get view(): FabricView {
    return this.#view;
  }

  /** Something was drawn, or a machine has other interfaces. @returns once the fabric is so, or cannot be for now */
  async sync(): Promise<void> {
    this.#isDirty = true;
    await (this.#work ??= this.#settle().finally(() => (this.#work = null)));
    // What came while the last step was under way.
    if (this.#isDirty && !this.#stop.signal.aborted) await this.sync();
  }

  /** Starts one for a purpose of its own, where none was needed so far. @throws FABRIC_UNREACHABLE */
  async require(): Promise<FabricClient> {
    this.#isWanted = true;
    // It is tried on and on, and nobody waits that long.
    await Promise.race([this.sync(), delay(REQUIRE_MS, undefined, { ref: false })]);
    return this.client();
  }

  /** Nothing has needed one so far, so there is none. */
  get isIdle(): boolean {
    return !this.#isWanted;
  }

  /** @throws FABRIC_UNREACHABLE while there is none */
  client(): FabricClient {
    if (this.#client !== null) return this.#client;
    const { status, problem } = this.#view;
    const state = status === 'starting' ? 'is being started' : 'does not run';
    throw new UmlautError('FABRIC_UNREACHABLE', problem ?? `The network fabric ${state}.`, {
      hint: 'It is started with the first link; try again in a moment.',
    });
  }

  /** Of guests that ended, or begin; without a fabric nobody knows any. Never rejects. */
  async forgetAddresses(nics: NicId[]): Promise<void> {
    if (nics.length === 0) return;
    await this.#client?.command({ command: 'forget-addresses', nics }).catch((thrown: unknown) => {
      this.#deps.log.warn({ err: thrown }, 'addresses of a machine were not forgotten');
    });
  }

  /** The fabric runs on for the guests that do, unless nobody is there. */
  async close({ endFabric }: { endFabric: boolean }): Promise<void> {
    this.#stop.abort();
    this.#watch?.close();
    await this.#work;
    if (endFabric) await this.#client?.command({ command: 'stop' }).catch(() => {});
  }

  async #settle(): Promise<void> {
    for (let retry = FIRST_RETRY_MS; !this.#stop.signal.aborted; retry = Math.min(retry * 2, LAST_RETRY_MS)) {
      this.#isDirty = false;
      const wanted = this.#deps.wanted();
      this.#isWanted ||= wanted.links.length > 0;
      if (!this.#isWanted) return;
      try {
        await this.#apply(wanted);
        return;
      } catch (thrown) {
        const error = toUmlautError(thrown);
        this.#deps.log.error({ err: error }, 'the network fabric is not as it should be');
        this.#view = { ...this.#view, status: 'down', problem: error.message };
        if (error.code === 'INVALID_INPUT') return;
        this.#forget();
      }
      await delay(retry, undefined, { signal: this.#stop.signal }).catch(() => {});
    }
  }

  async #apply(wanted: Omit<FabricConfig, 'revision'>): Promise<void> {
    const client = (this.#client ??= await this.#begin());
    // Grows over restarts of this server, too.
    this.#revision = Math.max(this.#revision + 1, Date.now());
    await client.configure({ ...wanted, revision: this.#revision });
    this.#view = { ...this.#view, status: 'up', problem: null };
  }

  async #begin(): Promise<FabricClient> {
    this.#view = { ...this.#view, status: 'starting', problem: null };
    const client = await launchFabric(this.#deps.launch);
    this.#watch?.close();
    this.#watch = client.watch(
      (state) => (this.#view = { ...this.#view, state }),
      () => this.#lost(),
    );
    return client;
  }

  #lost(): void {
    this.#forget();
    this.#view = { ...this.#view, status: 'down', problem: 'The network fabric ended; it is started again.' };
    if (!this.#stop.signal.aborted) void this.sync();
  }

  #forget(): void {
    this.#watch?.close();
    this.#watch = null;
    this.#client = null;
  }
}
