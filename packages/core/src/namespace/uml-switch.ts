import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import {
  killProcess,
  listPids,
  processIdentity,
  processOwner,
  waitUntilGone,
  type ProcessIdentity,
  isThere,
} from '../process/index.ts';
import { accountOf, makeNetworkFolder, type HolderPlace } from './holder.ts';
import { networkOf, type NamespaceMember } from './namespace-identity.ts';
import { enterWords, NETWORK_ENVIRONMENT } from './run-inside.ts';

/** Guests and their switch send each other frames over abstract sockets, which do not lead out of a network namespace. */
export type SwitchPlace = 'host' | 'namespace';

const START_TIMEOUT_MS = 5_000;
const START_POLL_MS = 5;
const GONE_TIMEOUT_MS = 5_000;

/** The uml_switch(1) of this home at one place: started when somebody needs it, found again by a later server. */
export class UmlSwitch {
  readonly #place: HolderPlace;
  readonly #where: SwitchPlace;
  #known: ProcessIdentity | null = null;

  constructor(place: HolderPlace, where: SwitchPlace) {
    this.#place = place;
    this.#where = where;
  }

  get socketPath(): string {
    return join(this.#place.runtimeRoot, 'network', `${this.#where}.ctl`);
  }

  /**
   * @param member where it runs; null: on the host's own network
   * @throws NETWORK_UNAVAILABLE when it is not installed or does not come up
   */
  async ensure(member: NamespaceMember | null): Promise<void> {
    const net = member?.net ?? networkOf(process.pid);
    const before = this.#find();
    const isRight = before !== null && networkOf(before.pid) === net;
    if (isRight && (await isThere(this.socketPath))) return;
    await this.end();
    await makeNetworkFolder(this.#place);
    await this.#start(member);
  }

  async end(): Promise<void> {
    for (let found = this.#find(); found !== null; found = this.#find()) {
      killProcess(found, 'SIGKILL');
      if ((await waitUntilGone([found], { timeoutMs: GONE_TIMEOUT_MS })).length > 0) break;
    }
    await rm(this.socketPath, { force: true });
  }

  async #start(member: NamespaceMember | null): Promise<void> {
    const { runAs } = this.#place;
    const words = ['uml_switch', '-daemon', '-unix', this.socketPath];
    const [program = '', ...others] = member === null ? words : ['nsenter', ...enterWords(member), ...words];
    const child = spawn(program, others, {
      detached: true,
      cwd: '/',
      stdio: 'ignore',
      env: NETWORK_ENVIRONMENT,
      ...(runAs === null ? {} : { uid: runAs.uid, gid: runAs.gid }),
    });
    child.unref();
    let problem: string | null = null;
    child.once('error', (error) => (problem = error.message));
    // What was started goes into the background, as a daemon does, and ends well.
    child.once('exit', (code) => (problem = code === 0 ? null : `it ended with ${code}`));
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (problem === null && performance.now() < deadline) {
      if ((await isThere(this.socketPath)) && this.#find() !== null) return;
      await delay(START_POLL_MS);
    }
    await this.end();
    throw new UmlautError(
      'NETWORK_UNAVAILABLE',
      `uml_switch does not run: ${problem ?? 'it makes no socket'}.`,
      {
        hint: 'apt-get install uml-utilities',
      },
    );
  }

  /** It is known by its socket, which is on its command line. */
  #find(): ProcessIdentity | null {
    if (this.#known !== null && this.#isOurs(this.#known.pid)) {
      const now = processIdentity(this.#known.pid);
      if (now?.startTime === this.#known.startTime) return this.#known;
    }
    const pid = listPids().find((one) => this.#isOurs(one));
    this.#known = pid === undefined ? null : processIdentity(pid);
    return this.#known;
  }

  #isOurs(pid: number): boolean {
    const words = argumentsOf(pid);
    const isSwitch = words[0] === 'uml_switch' && words.includes(this.socketPath);
    return isSwitch && processOwner(pid) === accountOf(this.#place.runAs);
  }
}

function argumentsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
