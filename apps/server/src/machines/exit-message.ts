import type { ActivityEntry, MachineExit } from '@umlaut/contracts/model';

/** How serious the end of a run is for the history. */
export function exitSeverity(exit: MachineExit): ActivityEntry['severity'] {
  switch (exit.kind) {
    case 'halted':
    case 'rebooted':
      return 'info';
    case 'killed':
      // By our own ladder or power button it was wanted; by anybody else it is news.
      return exit.rung === null ? 'warning' : 'info';
    case 'panicked':
    case 'crashed':
    case 'failed-to-start':
      return 'error';
  }
}

/** Whether two records tell of one and the same end. */
export function isSameExit(left: MachineExit | null, right: MachineExit): boolean {
  return left !== null && left.at === right.at && left.kind === right.kind;
}

/** The end of a run that never began, from what prevented it. */
export function failedToStart(message: string, hint: string | undefined, now: Date): MachineExit {
  return {
    kind: 'failed-to-start',
    at: now.toISOString(),
    message: hint === undefined ? message : `${message} ${hint}`,
    code: null,
    signal: null,
    rung: null,
    lastLines: [],
  };
}

/** The end of a run that left no record: its monitor and everything that it owned are gone. */
export function vanished(now: Date): MachineExit {
  return {
    kind: 'killed',
    at: now.toISOString(),
    message: 'Its monitor vanished without a record of the end.',
    code: null,
    signal: null,
    rung: null,
    lastLines: [],
  };
}
