import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fabricConfig, fabricRecord, type FabricConfig } from '@umlaut/contracts/fabric';
import { machineId } from '@umlaut/contracts/model';
import { FabricClient, fabricSocket, launchFabric } from '@umlaut/core/fabric-client';
import { machineAccount } from '@umlaut/core/machine';
import { deriveTunnel, newTunnelSecret, type Tunnel } from '@umlaut/core/nics';
import { isAlive, killProcess, waitUntilGone } from '@umlaut/core/process';
import { FABRIC_BUNDLE } from './repository.ts';
import type { TestHome } from './test-home.ts';

const STOP_MS = 5_000;

/** The real fabric process of one home. */
export class TestFabric implements AsyncDisposable {
  readonly #home: TestHome;
  readonly #secret = newTunnelSecret();
  readonly client: FabricClient;
  #revision = 0;

  private constructor(home: TestHome) {
    this.#home = home;
    this.client = new FabricClient(fabricSocket(home.runtime));
  }

  static async start(home: TestHome): Promise<TestFabric> {
    const fabric = new TestFabric(home);
    await fabric.start();
    return fabric;
  }

  /** Finds the one that runs, or starts one. */
  async start(): Promise<void> {
    await launchFabric({
      home: this.#home.home,
      runtimeRoot: this.#home.runtime,
      fabricPath: FABRIC_BUNDLE,
      nodePath: process.execPath,
      runAs: await machineAccount(),
    });
  }

  /** The tunnel of a NIC of machine "a", "b", ...: both views of it. */
  tunnel(name: string, number = 0): Tunnel {
    const last = (name.charCodeAt(0) - 96).toString(16).padStart(2, '0');
    return deriveTunnel(this.#secret, machineId.parse(`m-${name.repeat(10)}`), {
      number,
      mac: `02:00:00:00:0${number}:${last}`,
    });
  }

  /** The configuration with the next revision. */
  async configure(config: Omit<FabricConfig, 'revision'>): Promise<void> {
    this.#revision += 1;
    await this.client.configure(fabricConfig.parse({ ...config, revision: this.#revision }));
  }

  async pid(): Promise<number> {
    return (await this.client.state()).pid;
  }

  /** At once, as a crash does. */
  async kill(): Promise<void> {
    const record = await this.#record();
    killProcess(record, 'SIGKILL');
    await waitUntilGone([record], { timeoutMs: STOP_MS });
  }

  async #record() {
    return fabricRecord.parse(JSON.parse(await readFile(join(this.#home.home, 'fabric.json'), 'utf8')));
  }

  /** @throws Error when it does not stop as it was told */
  async [Symbol.asyncDispose](): Promise<void> {
    const record = await this.#record();
    if (!isAlive(record)) return;
    await this.client.command({ command: 'stop' });
    const left = await waitUntilGone([record], { timeoutMs: STOP_MS });
    for (const each of left) killProcess(each, 'SIGKILL');
    if (left.length > 0) throw new Error('The fabric did not stop when it was told to');
  }
}
