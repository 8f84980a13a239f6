import { UmlautError } from '@umlaut/contracts/errors';
import type { GuestFile, MachineId } from '@umlaut/contracts/model';
import { planGuestFile, toGuestFile } from '@umlaut/core/xray';
import type { MachineRegistry } from '../machines/machine-registry.ts';
import type { KernelDoctor } from './kernel-doctor.ts';
import { runningKernel } from './running-kernel.ts';

/** A file comes within milliseconds; one that blocks never does. */
const READ_TIMEOUT_MS = 5_000;

export interface GuestFilesDeps {
  registry: MachineRegistry;
  doctor: KernelDoctor;
}

/** Regular files of running guests, read by their kernels. */
export class GuestFiles {
  readonly #deps: GuestFilesDeps;

  constructor(deps: GuestFilesDeps) {
    this.#deps = deps;
  }

  /**
   * @param anywhere also where it is not known whether files block
   * @throws INVALID_INPUT, GUEST_PATH_UNSAFE, GUEST_FILE_NOT_FOUND, GUEST_FILE_UNREADABLE with field `path`;
   * MACHINE_NOT_RUNNING, MACHINE_BUSY, MACHINE_PAUSED; MCONSOLE_STUCK when the file blocked the kernel's queue
   */
  async read(id: MachineId, { path, anywhere }: { path: string; anywhere: boolean }): Promise<GuestFile> {
    const { registry, doctor } = this.#deps;
    const entry = registry.get(id);
    const line = planGuestFile(path, { anywhere });
    const { client } = runningKernel(entry);
    await doctor.assertNotStuck(id);
    const start = performance.now();
    try {
      const [answer] = await client.ask([line], READ_TIMEOUT_MS);
      if (answer === undefined) throw new UmlautError('MCONSOLE_PROTOCOL', 'The kernel gave no answer.');
      return toGuestFile(path, answer, performance.now() - start);
    } catch (error) {
      throw await doctor.explain(id, error, start);
    }
  }
}
