import { readFileSync } from 'node:fs';
import { killProcess, type ProcessIdentity } from '@umlaut/core/process';

/** Bit of SIGIO (29) in the masks of /proc/PID/status; proc_pid_status(5). */
const SIGIO_BIT = 1n << 28n;

/**
 * Sends SIGIO to UML's main process, which makes it look at all its descriptors again: the remedy for the
 * write wake-ups that ptys lose. Not before UML catches the signal: by default it would end the process.
 */
export class StallNudge {
  readonly #uml: ProcessIdentity;
  #caught = false;

  constructor(uml: ProcessIdentity) {
    this.#uml = uml;
  }

  /** @returns whether a signal was sent */
  send(): boolean {
    this.#caught ||= catchesSigio(this.#uml.pid);
    return this.#caught && killProcess(this.#uml, 'SIGIO');
  }
}

function catchesSigio(pid: number): boolean {
  try {
    const mask = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return mask !== undefined && (BigInt(`0x${mask}`) & SIGIO_BIT) !== 0n;
  } catch {
    return false;
  }
}
