import { setTimeout as delay } from 'node:timers/promises';
import { UmlautError, fromWireError, isUmlautError, type ErrorCode } from '@umlaut/contracts/errors';
import { diskDevice, type MachineId } from '@umlaut/contracts/model';
import type { LaunchDisk } from '@umlaut/contracts/monitor';
import { diskOption } from '@umlaut/core/machine';
import type { MconsoleService } from '../inside/mconsole-service.ts';
import { runningKernel } from '../inside/running-kernel.ts';
import type { MachineEntry } from '../machines/machine-registry.ts';
import { assertInReach } from './sandbox-reach.ts';

const ASK_TIMEOUT_MS = 2_000;
/** A 7.2 kernel still has a disk open that it was just given, while it looks for partitions. */
const SETTLE_MS = 1_000;
const RETRY_MS = 250;

export interface NextDisks {
  now: readonly LaunchDisk[];
  /** When the kernel refuses. */
  before: readonly LaunchDisk[];
}

/** The disks that running guests have, as their kernels know them. */
export class LiveDisks {
  readonly #mconsole: Pick<MconsoleService, 'ask'>;
  /** When a disk was last plugged in. */
  readonly #pluggedAt = new Map<string, number>();

  constructor(mconsole: Pick<MconsoleService, 'ask'>) {
    this.#mconsole = mconsole;
  }

  /**
   * Which of these disks the guest has: null without a kernel to ask.
   * @throws what keeps the kernel from answering
   */
  async list(entry: MachineEntry, numbers: readonly number[]): Promise<Set<number> | null> {
    const { run } = entry;
    if (run?.kind !== 'watched' || !['running', 'paused'].includes(run.status.phase)) return null;
    const answers = await run.client.ask(
      numbers.map((number) => `config ubd${number}`),
      ASK_TIMEOUT_MS,
    );
    const found = new Set<number>();
    for (const [at, answer] of answers.entries()) {
      if ('unanswered' in answer) throw fromWireError(answer.unanswered);
      const number = numbers[at];
      // `FILE` or `COW,BACKING`; empty without a disk: ubd_get_config() in ubd_kern.c.
      if (number !== undefined && answer.ok && answer.bytes.trim().startsWith('/')) found.add(number);
    }
    return found;
  }

  /** Tells the monitor what the machine has after its next reboot. @throws as the monitor checks `check` */
  async setNext(
    entry: MachineEntry,
    disks: readonly LaunchDisk[],
    check: number | null = null,
  ): Promise<void> {
    try {
      await runningKernel(entry).client.command({ command: 'disks', disks: [...disks], check });
    } catch (error) {
      if (!isUmlautError(error) || error.field !== 'command') throw error;
      throw new UmlautError('DISK_NEEDS_RESTART', 'The machine was started by an older Umlaut.', {
        hint: 'Shut it down and start it: then its disks can be changed while it runs.',
        cause: error,
      });
    }
  }

  /**
   * Gives a disk to the guest. Its files are checked by the account that opens them: a 6.1 kernel says OK to any.
   * @throws DISK_NEEDS_RESTART, DISK_*, BACKING_*; MCONSOLE_REFUSED with the kernel's words
   */
  async plug(entry: MachineEntry, disk: LaunchDisk, next: NextDisks, actor: string): Promise<void> {
    const { id } = entry.record;
    assertInReach(entry, disk);
    await this.setNext(entry, next.now, disk.index);
    try {
      const line = `config ${diskOption(disk, 'disk')}`;
      const reply = await this.#mconsole.ask({ id, line, mode: 'live' }, actor);
      if (!reply.ok) throw refused('plug in', disk.index, reply);
      this.#pluggedAt.set(keyOf(id, disk.index), performance.now());
    } catch (error) {
      await this.setNext(entry, next.before).catch(() => {});
      throw error;
    }
  }

  /** Takes a disk from the guest. @throws MCONSOLE_REFUSED with the kernel's words */
  async unplug(
    entry: MachineEntry,
    number: number,
    next: readonly LaunchDisk[],
    actor: string,
  ): Promise<void> {
    const { id } = entry.record;
    const line = `remove ubd${number}`;
    const plugged = this.#pluggedAt.get(keyOf(id, number)) ?? -Infinity;
    let reply = await this.#mconsole.ask({ id, line, mode: 'live' }, actor);
    while (!reply.ok && performance.now() - plugged < SETTLE_MS) {
      await delay(RETRY_MS);
      reply = await this.#mconsole.ask({ id, line, mode: 'live' }, actor);
    }
    if (!reply.ok) throw refused('unplug', number, reply);
    this.#pluggedAt.delete(keyOf(id, number));
    await this.setNext(entry, next);
  }
}

const SILENCE: readonly ErrorCode[] = [
  'MCONSOLE_TIMEOUT',
  'MCONSOLE_STUCK',
  'MCONSOLE_UNREACHABLE',
  'MONITOR_UNREACHABLE',
  'DEADLINE_EXCEEDED',
];

/** Whether nobody knows if the kernel did what it was asked for. */
export function isSilence(error: unknown): boolean {
  return isUmlautError(error) && SILENCE.includes(error.code);
}

function keyOf(id: MachineId, number: number): string {
  return `${id}/${number}`;
}

/** The kernel's own words; 7.2 has none for some errors. */
function refused(
  deed: string,
  number: number,
  { text, errno }: { text: string; errno: number },
): UmlautError {
  const device = diskDevice(number);
  const said = text.trim();
  const isBusy = /currently open/.test(said) || errno === -16;
  return new UmlautError(
    'MCONSOLE_REFUSED',
    `The kernel refused to ${deed} ${device}: ${said === '' ? `error ${errno}` : said}`,
    {
      field: 'number',
      hint: isBusy
        ? `The guest uses it. Type "umount /dev/${device}" there, or "swapoff /dev/${device}" for swap, and try again.`
        : 'The kernel console may say more.',
      details: { errno },
    },
  );
}
