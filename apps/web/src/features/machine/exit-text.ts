import type { ExitKind, MachineExit } from '@umlaut/contracts/model';
import { RUNG_TEXT } from './rung-text.ts';

export interface ExitText {
  tone: 'idle' | 'warn' | 'bad';
  title: string;
  /** What a person can do about it; null when nothing went wrong. */
  advice: string | null;
}

const EXIT_TEXT: Readonly<Record<ExitKind, ExitText>> = {
  halted: { tone: 'idle', title: 'Shut down in order', advice: null },
  rebooted: { tone: 'idle', title: 'Ended in a reboot', advice: null },
  killed: { tone: 'warn', title: 'Was ended from outside', advice: null },
  panicked: {
    tone: 'bad',
    title: 'The kernel panicked',
    advice:
      'Read the last lines from the bottom up: the cause stands just above "Kernel panic". A missing root file system or init points at the image, "Out of memory" at too little memory.',
  },
  'failed-to-start': {
    tone: 'bad',
    title: 'Did not start',
    advice:
      'Look at the disks and the network of this machine and at what the Host page says about this host, then start it again.',
  },
  crashed: {
    tone: 'bad',
    title: 'UML crashed',
    advice:
      'The host process ended in a way that is neither a halt nor a panic. Start it again; if it happens twice, try another kernel.',
  },
};

const ABRUPT: ExitText = {
  tone: 'warn',
  title: 'Halted at once',
  advice: 'What the guest had not written to disk is lost; its file system recovers at the next start.',
};

export function exitText({ kind, rung, abrupt }: Pick<MachineExit, 'kind' | 'rung' | 'abrupt'>): ExitText {
  const text = abrupt ? ABRUPT : EXIT_TEXT[kind];
  // A rung was at work, so it was our own doing.
  return kind === 'killed' && rung !== null ? { ...text, tone: 'idle', title: 'Was powered off' } : text;
}

/** What happened, in a sentence. What was asked for is said by the title and by the rung that worked. */
export function exitSentence({ kind, rung, message }: MachineExit): string | null {
  if ((kind === 'halted' || kind === 'killed') && rung !== null) return null;
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** The small print of an exit: which rung worked, exit status, signal. */
export function exitFacts({ kind, rung, code, signal }: MachineExit): string[] {
  const facts: string[] = [];
  // A power-off goes straight to the last rung: nothing "did not help" before it.
  if (rung !== null && !(kind === 'killed' && rung === 'sigkill')) facts.push(RUNG_TEXT[rung].done);
  if (signal !== null) facts.push(`Signal ${signal}`);
  else if (code !== null && code !== 0) facts.push(`Exit status ${code}`);
  return facts;
}
