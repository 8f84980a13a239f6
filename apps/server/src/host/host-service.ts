import { arch, cpus, hostname, release, type } from 'node:os';
import { readFile } from 'node:fs/promises';
import type { Host, HostCheck, HostUsage, Isolation } from '@umlaut/contracts/model';
import { detectIsolation, HostMeter, runChecks } from '@umlaut/core/host';
import type { KernelFile } from '@umlaut/core/kernels';
import { UMLAUT_VERSION } from '../version.ts';
import type { MachineAccount } from './machine-account.ts';

/** Checks start processes; within this time the last result is good enough. */
const CHECKS_FRESH_MS = 5_000;
const USAGE_FRESH_MS = 500;

export interface HostServiceDeps {
  home: string;
  runtimeRoot: string;
  account: MachineAccount;
  kernels: () => KernelFile[];
  /** Sum of mem= over running machines, bytes. */
  committedBytes: () => number;
}

export interface HostChecks {
  checkedAt: string;
  items: HostCheck[];
}

/** What this host is, has and can do. */
export class HostService {
  readonly #deps: HostServiceDeps;
  readonly #meter: HostMeter;
  readonly #startedAt = new Date().toISOString();
  readonly #isolation: Isolation;
  readonly #os: string;
  #usage: HostUsage;
  /** On the monotonic clock: the host's own may be set back. */
  #usageReadAt = performance.now();
  #checks: { promise: Promise<HostChecks>; at: number } | null = null;

  private constructor(
    deps: HostServiceDeps,
    known: { meter: HostMeter; isolation: Isolation; os: string; usage: HostUsage },
  ) {
    this.#deps = deps;
    this.#meter = known.meter;
    this.#isolation = known.isolation;
    this.#os = known.os;
    this.#usage = known.usage;
  }

  static async create(deps: HostServiceDeps): Promise<HostService> {
    const meter = new HostMeter({ home: deps.home });
    const isolation = await detectIsolation({ runAs: toNamedAccount(deps.account) });
    return new HostService(deps, { meter, isolation, os: await readOsName(), usage: await meter.read() });
  }

  /** What the next machine that starts will get. */
  isolation(): Isolation {
    return this.#isolation;
  }

  /** CPU use is the mean since the sample before, so samples that follow closely are one. */
  async readUsage(): Promise<HostUsage> {
    if (performance.now() - this.#usageReadAt > USAGE_FRESH_MS) {
      this.#usageReadAt = performance.now();
      this.#usage = await this.#meter.read();
    }
    return this.#usage;
  }

  async describe(): Promise<Host> {
    const { home, runtimeRoot, committedBytes } = this.#deps;
    const processors = cpus();
    return {
      hostname: hostname(),
      os: this.#os,
      hostKernel: `${type()} ${release()} ${arch()}`,
      cpuModel: processors[0]?.model.trim() ?? 'unknown',
      cores: processors.length,
      homePath: home,
      runtimePath: runtimeRoot,
      umlautVersion: UMLAUT_VERSION,
      startedAt: this.#startedAt,
      isolation: this.#isolation,
      usage: await this.readUsage(),
      committedMemoryBytes: committedBytes(),
    };
  }

  /** Callers at the same time, or shortly after, share one run. */
  checks(): Promise<HostChecks> {
    const now = performance.now();
    if (this.#checks === null || now - this.#checks.at > CHECKS_FRESH_MS) {
      this.#checks = { promise: this.#runChecks(), at: now };
      this.#checks.promise.catch(() => (this.#checks = null));
    }
    return this.#checks.promise;
  }

  async #runChecks(): Promise<HostChecks> {
    const { home, runtimeRoot, kernels, account } = this.#deps;
    const items = await runChecks({
      home,
      runtimeDir: runtimeRoot,
      kernels: kernels(),
      runAs: toNamedAccount(account),
    });
    return { checkedAt: new Date().toISOString(), items };
  }
}

/** An account as core/host wants it: with its name, to show. */
export function toNamedAccount({
  name,
  runAs,
}: MachineAccount): { uid: number; gid: number; name: string } | null {
  return runAs === null ? null : { ...runAs, name };
}

/** "Debian GNU/Linux 12 (bookworm)", os-release(5). */
async function readOsName(): Promise<string> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^PRETTY_NAME="?(.*?)"?$/m.exec(text)?.[1] ?? type();
}
