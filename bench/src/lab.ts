import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageId, type ImageId, type MachineId } from '@umlaut/contracts/model';
import { runRecord } from '@umlaut/contracts/monitor';
import { readCow, type CowInfo } from '@umlaut/core/cow';
import { machinePaths } from '@umlaut/core/machine';
import { TestServer } from '@umlaut/testkit';
import type { BareUmlOptions } from './bare-uml.ts';
import type { BenchContext } from './benchmark.ts';
import { OurConsole } from './our-console.ts';
import { prepareBare } from './prepare-bare.ts';

/** End of the starter image's prompt, "root@NAME:~# ". */
export const SHELL_PROMPT = ':~# ';

/** What a bare run copies from a machine of ours. */
export interface Blueprint {
  commandLine: readonly string[];
  imagePath: string;
}

/** The real, built server with a home of its own, and the places for bare runs beside it. */
export class Lab implements AsyncDisposable {
  readonly #server: TestServer;
  #bareRuns = 0;

  private constructor(server: TestServer) {
    this.#server = server;
  }

  static async open(context: BenchContext): Promise<Lab> {
    context.say('starting a server');
    return new Lab(await TestServer.start({ entry: 'dist/main.js' }));
  }

  async createStarted(name: string): Promise<MachineId> {
    const { results } = await this.#server.api.machines.create({ name, start: true });
    const [result] = results;
    if (result?.machine === undefined || result.machine === null || result.error !== null) {
      throw new Error(`${name} was not started: ${JSON.stringify(result?.error)}`);
    }
    return result.machine.id;
  }

  /** A stopped machine with a blank disk of that size beside its own. @returns the path of that disk */
  async createWithDisk(name: string, sizeMiB: number): Promise<{ id: MachineId; path: string }> {
    const id = await this.#createStopped(name);
    const { path } = await this.api.disks.add({ id, source: { kind: 'raw', sizeMiB } });
    return { id, path };
  }

  get api(): TestServer['api'] {
    return this.#server.api;
  }

  async openConsole(id: MachineId, name: string): Promise<OurConsole> {
    const address = `${this.#server.url.replace('http', 'ws')}/api/v1/machines/${id}/consoles/${name}?lossless=1`;
    return OurConsole.open(address, this.#server.apiToken);
  }

  async blueprint(id: MachineId): Promise<Blueprint> {
    const { api } = this.#server;
    const { commandLine } = await api.machines.get({ id });
    const imagePath = (await api.machines.disks({ id })).items[0]?.backingPath;
    if (commandLine === null || imagePath === null || imagePath === undefined) {
      throw new Error('The machine has no command line or no image');
    }
    return { commandLine, imagePath };
  }

  async prepareBare(blueprint: Blueprint): Promise<BareUmlOptions> {
    const umid = `bare-${++this.#bareRuns}`;
    return prepareBare({ ...blueprint, umid, folder: join(this.#server.home.root, umid) });
  }

  /** Puts an image into the library, which `make` writes at a path. */
  async addImage(id: string, make: (path: string) => Promise<void>): Promise<ImageId> {
    const folder = join(this.#server.home.home, 'images');
    const createdAt = new Date().toISOString();
    const record = { id, label: id, description: '', origin: 'imported', sha256: '0'.repeat(64), createdAt };
    await writeFile(join(folder, `${id}.json`), JSON.stringify(record));
    await make(join(folder, `${id}.img`));
    await this.api.images.list();
    return imageId.parse(id);
  }

  /** A stopped machine over an image, its disk changed by `change`. */
  async createChanged(name: string, image: ImageId, change: (cow: CowInfo) => void): Promise<MachineId> {
    const id = await this.#createStopped(name, { imageId: image });
    change(await readCow(machinePaths(this.#server.home.home, id).diskPath(0)));
    return id;
  }

  /** Powers it off and deletes it. */
  async remove(id: MachineId): Promise<void> {
    await this.#server.api.machines.remove({ id, force: true });
  }

  async monitorPid(id: MachineId): Promise<number> {
    const { runFile } = machinePaths(this.#server.home.home, id);
    return runRecord.parse(JSON.parse(await readFile(runFile, 'utf8'))).monitorPid;
  }

  get serverPid(): number {
    return this.#server.pid;
  }

  /** Address of a page of the server: "/machines". */
  address(path: string): string {
    return `${this.#server.url}${path}`;
  }

  /** A fresh one-time sign-in address. */
  async signInAddress(): Promise<string> {
    return (await this.#server.api.session.createSignInLink()).url;
  }

  /** A folder that goes with the lab; what a process with its path in the environment leaves behind is an error. */
  async folder(name: string): Promise<string> {
    const path = join(this.#server.home.root, name);
    await mkdir(path);
    return path;
  }

  /** A short path for a socket of the benchmark's own. */
  socketPath(name: string): string {
    return join(this.#server.home.runtime, `${name}.sock`);
  }

  async #createStopped(name: string, options: { imageId?: ImageId } = {}): Promise<MachineId> {
    const { results } = await this.api.machines.create({ name, start: false, ...options });
    const id = results[0]?.id;
    if (id === undefined || id === null) throw new Error(`${name} was not made`);
    return id;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
  }
}
