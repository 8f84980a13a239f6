import type { LaunchSpec, MonitorCommand } from '@umlaut/contracts/monitor';
import { checkDisks, umlCommandLine } from '@umlaut/core/machine';

type DisksCommand = Extract<MonitorCommand, { command: 'disks' }>;
type NicsCommand = Extract<MonitorCommand, { command: 'nics' }>;

/** The disks and NICs that the machine has after its next reboot; what the present run has, its kernel was told. */
export class NextRun {
  #spec: LaunchSpec;

  constructor(spec: LaunchSpec) {
    this.#spec = spec;
  }

  /** What the next run is started with. */
  get spec(): LaunchSpec {
    return this.#spec;
  }

  /**
   * A 6.1 kernel takes any disk and fails when the guest opens it: the one that is about to be plugged in is looked
   * at first, by the account that will open it.
   * @throws UmlautError INVALID_INPUT, PATH_UNSUPPORTED; DISK_*, COW_INVALID, BACKING_* of that disk
   */
  async setDisks({ disks, check }: DisksCommand): Promise<void> {
    const spec = { ...this.#spec, disks };
    umlCommandLine(spec);
    await checkDisks(disks.filter(({ index }) => index === check));
    this.#spec = spec;
  }

  /** @throws UmlautError INVALID_INPUT */
  setNics({ nics }: NicsCommand): void {
    const spec = { ...this.#spec, nics };
    umlCommandLine(spec);
    this.#spec = spec;
  }
}
