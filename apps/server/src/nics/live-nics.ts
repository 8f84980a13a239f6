import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { nicDeviceOf, isLegacy, type NicConfig } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import { launchDevice, nicOption } from '@umlaut/core/nics';
import type { MconsoleService } from '../inside/mconsole-service.ts';
import { runningKernel } from '../inside/running-kernel.ts';
import type { MachineEntry } from '../machines/machine-registry.ts';

/** Network interfaces of running guests. */
export class LiveNics {
  readonly #mconsole: Pick<MconsoleService, 'askUnrecorded'>;

  constructor(mconsole: Pick<MconsoleService, 'askUnrecorded'>) {
    this.#mconsole = mconsole;
  }

  /**
   * Gives an interface to the guest, where it is down at first.
   * @throws MCONSOLE_REFUSED with the kernel's words
   */
  async plug(entry: MachineEntry, nic: LaunchNic): Promise<void> {
    // Not in the history of what was asked: the cookies are in the line.
    const line = `config ${nicOption(nic, 'nic')}`;
    const device = launchDevice(nic);
    const reply = await this.#mconsole.askUnrecorded(entry.record.id, line);
    if (!reply.ok) throw refused('add', device, reply);
    if ('transport' in nic && isLegacy(nic.transport.kind)) await this.#assertMade(entry, line, device);
  }

  /** @throws NIC_IN_USE while it is up, MCONSOLE_REFUSED with the kernel's words */
  async unplug(entry: MachineEntry, nic: NicConfig): Promise<void> {
    const device = nicDeviceOf(nic);
    const reply = await this.#mconsole.askUnrecorded(entry.record.id, `remove ${device}`);
    // One that the kernel does not have is as gone as can be.
    if (!reply.ok && reply.errno !== -19) throw refused('remove', device, reply);
  }

  /** What the machine has after its next reboot. A monitor of an older Umlaut knows no interfaces: after a restart. */
  async setNext(entry: MachineEntry, nics: readonly LaunchNic[]): Promise<void> {
    try {
      await runningKernel(entry).client.command({ command: 'nics', nics: [...nics] });
    } catch (error) {
      if (!isUmlautError(error) || error.field !== 'command') throw error;
    }
  }

  /**
   * The old driver says "OK" and makes no device when its host side does not answer (eth_configure(), net_kern.c).
   * Asked for one that is there it says that it is, whatever the guest has mounted.
   */
  async #assertMade(entry: MachineEntry, line: string, device: string): Promise<void> {
    const { id } = entry.record;
    const again = await this.#mconsole.askUnrecorded(id, line);
    if (!again.ok) return;
    // What answers by now came too late to be told of.
    await this.#mconsole.askUnrecorded(id, `remove ${device}`);
    throw new UmlautError('MCONSOLE_REFUSED', `The kernel could not make ${device}.`, {
      field: 'transport',
      hint: "The machine's kernel console says why; a switch that does not run, for instance.",
    });
  }
}

function refused(
  deed: string,
  device: string,
  { text, errno }: { text: string; errno: number },
): UmlautError {
  const said = text.trim();
  if (/currently open/.test(said) || errno === -16) {
    return new UmlautError('NIC_IN_USE', `The guest has ${device} up.`, {
      field: 'number',
      hint: `Type "ip link set ${device} down" there and try again, or shut the machine down.`,
    });
  }
  return new UmlautError(
    'MCONSOLE_REFUSED',
    `The kernel refused to ${deed} ${device}: ${said === '' ? `error ${errno}` : said}`,
    { field: 'number', details: { errno } },
  );
}
