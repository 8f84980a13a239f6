import type { MachineId, NicConfig } from '@umlaut/contracts/model';
import type { LaunchNamespace, LaunchNic } from '@umlaut/contracts/monitor';

/** What of a machine's interfaces is outside of it. */
export interface HostSide {
  /**
   * Makes what these interfaces need of the host, for a machine that starts or that gets them while it runs.
   * @returns them as its kernel takes them, and where it is to run
   * @throws INVALID_INPUT, NETWORK_UNAVAILABLE, HOST_UNSUPPORTED
   */
  prepare(
    machine: MachineId,
    nics: readonly NicConfig[],
  ): Promise<{ nics: LaunchNic[]; namespace?: LaunchNamespace }>;
  /**
   * Once `prepare` is done: the namespace has the interfaces that are called by name. UML opens them when the guest brings
   * its own up, and tells the guest alone that there is none.
   * @throws NIC_UNAVAILABLE with field `nics.N`, of the first that is missing
   */
  assertNamed(nics: readonly NicConfig[]): void;
  /** They are not wanted after all, or were taken away. */
  release(machine: MachineId, numbers: readonly number[]): Promise<void>;
}
