import { nicDeviceOf, type MachineId, type NicConfig } from '@umlaut/contracts/model';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { mapConcurrently } from '../machines/map-concurrently.ts';

/** A kernel that is well answers within milliseconds. */
const ASK_TIMEOUT_MS = 1_000;
const CONCURRENCY = 4;

/** What a guest says of one of its interfaces. */
export interface GuestPort {
  /** /sys/class/net/vecN/operstate, or ethN; null: it says nothing. */
  operstate: string | null;
  /** /sys/class/net/vecN/carrier, which cannot be read while the interface is down. */
  carrier: boolean | null;
}

export interface GuestPortsDeps {
  registry: Pick<MachineRegistry, 'find'>;
  /** Whether the kernel is known to answer; null while nobody knows. */
  isAnswering: (id: MachineId) => boolean | null;
}

const SILENT: GuestPort = { operstate: null, carrier: null };

/**
 * What guests say of their interfaces, asked through mconsole while somebody looks. Not their addresses: files of
 * /proc/net cannot be read from inside the kernel (kernel_read() wants read_iter), so these are as the fabric saw them.
 */
export class GuestPorts {
  readonly #deps: GuestPortsDeps;
  readonly #known = new Map<MachineId, ReadonlyMap<number, GuestPort>>();

  constructor(deps: GuestPortsDeps) {
    this.#deps = deps;
  }

  /** As it said last; null: there is no guest, the machine is off. */
  of(id: MachineId, nic: number): GuestPort | null {
    if ((this.#deps.registry.find(id)?.run ?? null) === null) return null;
    return this.#known.get(id)?.get(nic) ?? SILENT;
  }

  async ask(machines: readonly MachineId[]): Promise<void> {
    await mapConcurrently([...machines], CONCURRENCY, (id) => this.#askOne(id));
  }

  async #askOne(id: MachineId): Promise<void> {
    const entry = this.#deps.registry.find(id);
    const run = entry?.run ?? null;
    // A paused kernel would panic over a file that it has not read before; one that hangs is not to be asked more.
    if (entry === null || run?.kind !== 'watched' || run.status.phase !== 'running') {
      this.#known.delete(id);
      return;
    }
    const { nics } = entry.record;
    if (nics.length === 0 || this.#deps.isAnswering(id) === false) return;
    try {
      const lines = nics.flatMap((nic) => [fileOf(nic, 'operstate'), fileOf(nic, 'carrier')]);
      const answers = await run.client.ask(lines, ASK_TIMEOUT_MS);
      const said = answers.map((answer) => ('unanswered' in answer || !answer.ok ? null : answer.bytes));
      this.#known.set(id, portsOf(nics, said));
    } catch {
      this.#known.delete(id);
    }
  }
}

/** @param said two answers for each interface; null: none */
function portsOf(nics: readonly NicConfig[], said: readonly (string | null)[]): Map<number, GuestPort> {
  return new Map(
    nics.map(({ number }, at) => [
      number,
      {
        operstate: said[2 * at]?.trim() || null,
        carrier: CARRIER[said[2 * at + 1]?.trim() ?? ''] ?? null,
      },
    ]),
  );
}

const CARRIER: Readonly<Record<string, boolean>> = { '0': false, '1': true };

/** Whether a guest's kernel forwards IPv4 packets; null: it does not say. */
export async function askForwarding(
  registry: Pick<MachineRegistry, 'find'>,
  id: MachineId,
): Promise<boolean | null> {
  const run = registry.find(id)?.run ?? null;
  if (run?.kind !== 'watched' || run.status.phase !== 'running') return null;
  try {
    const [answer] = await run.client.ask(['proc sys/net/ipv4/ip_forward'], ASK_TIMEOUT_MS);
    if (answer === undefined || 'unanswered' in answer || !answer.ok) return null;
    return answer.bytes.trim() === '1';
  } catch {
    return null;
  }
}

function fileOf(nic: NicConfig, file: 'operstate' | 'carrier'): string {
  return `proc 1/root/sys/class/net/${nicDeviceOf(nic)}/${file}`;
}
