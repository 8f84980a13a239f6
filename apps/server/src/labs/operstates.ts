import { nicDeviceOf, type MachineId, type NicConfig } from '@umlaut/contracts/model';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import { mapConcurrently } from '../machines/map-concurrently.ts';

/** A kernel that is well answers within milliseconds. */
const ASK_TIMEOUT_MS = 1_000;
const CONCURRENCY = 4;

export interface OperstatesDeps {
  registry: Pick<MachineRegistry, 'find'>;
  /** Whether the kernel is known to answer; null while nobody knows. */
  isAnswering: (id: MachineId) => boolean | null;
}

/** What guests say of their interfaces (/sys/class/net/vecN/operstate, or ethN), asked through mconsole while somebody looks. */
export class Operstates {
  readonly #deps: OperstatesDeps;
  readonly #known = new Map<MachineId, ReadonlyMap<number, string>>();

  constructor(deps: OperstatesDeps) {
    this.#deps = deps;
  }

  of(id: MachineId, nic: number): string | null {
    return this.#known.get(id)?.get(nic) ?? null;
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
      const answers = await run.client.ask(nics.map(requestLine), ASK_TIMEOUT_MS);
      const said = answers.map((answer) => ('unanswered' in answer || !answer.ok ? '' : answer.bytes.trim()));
      this.#known.set(id, new Map(nics.flatMap(({ number }, at) => (said[at] ? [[number, said[at]]] : []))));
    } catch {
      this.#known.delete(id);
    }
  }
}

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

function requestLine(nic: NicConfig): string {
  return `proc 1/root/sys/class/net/${nicDeviceOf(nic)}/operstate`;
}
