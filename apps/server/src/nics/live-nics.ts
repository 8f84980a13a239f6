import { UmlautError, isUmlautError } from '@umlaut/contracts/errors';
import { nicDevice } from '@umlaut/contracts/model';
import type { LaunchNic } from '@umlaut/contracts/monitor';
import { nicOption } from '@umlaut/core/nics';
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
    const reply = await this.#mconsole.askUnrecorded(entry.record.id, `config ${nicOption(nic, 'nic')}`);
    if (!reply.ok) throw refused('add', nic.number, reply);
  }

  /** @throws NIC_IN_USE while it is up, MCONSOLE_REFUSED with the kernel's words */
  async unplug(entry: MachineEntry, number: number): Promise<void> {
    const reply = await this.#mconsole.askUnrecorded(entry.record.id, `remove vec${number}`);
    // One that the kernel does not have is as gone as can be.
    if (!reply.ok && reply.errno !== -19) throw refused('remove', number, reply);
  }

  /** What the machine has after its next reboot. A monitor of an older Umlaut knows no interfaces: after a restart. */
  async setNext(entry: MachineEntry, nics: readonly LaunchNic[]): Promise<void> {
    try {
      await runningKernel(entry).client.command({ command: 'nics', nics: [...nics] });
    } catch (error) {
      if (!isUmlautError(error) || error.field !== 'command') throw error;
    }
  }
}

function refused(
  deed: string,
  number: number,
  { text, errno }: { text: string; errno: number },
): UmlautError {
  const device = nicDevice(number);
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
