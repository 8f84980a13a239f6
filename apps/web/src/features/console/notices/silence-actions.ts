import type { ConsoleCheck, ConsoleName } from '@umlaut/contracts/model';
import { KERNEL_CONSOLE } from '../../../components/console-label.ts';

export type SilenceAction =
  | 'resume'
  | 'start'
  | 'reboot'
  | 'power-off'
  | 'look-inside'
  | 'ask-kernel'
  | 'kernel-log'
  | 'lines';

export const SILENCE_LABELS: Readonly<Record<SilenceAction, string>> = {
  resume: 'Let it go on',
  start: 'Start',
  reboot: 'Reboot',
  'power-off': 'Power off…',
  'look-inside': 'Look inside',
  'ask-kernel': 'Stacks and SysRq',
  'kernel-log': 'Kernel log',
  lines: 'Lines',
};

/** What helps a console that gives no sign, the likeliest first; none where there is nothing to do, or told elsewhere. */
export function silenceActions(state: ConsoleCheck['state'], console: ConsoleName): readonly SilenceAction[] {
  switch (state) {
    case 'well':
    case 'starting':
      return [];
    case 'unread':
      return ['reboot', 'look-inside'];
    case 'stuck':
      // Stacks, blocked tasks and Magic SysRq are the interrupt's, which still answers.
      return ['ask-kernel', 'look-inside', 'power-off'];
    case 'silent':
      // Nothing can be asked of it: there is what it said last, and its end.
      return console === KERNEL_CONSOLE ? ['power-off'] : ['kernel-log', 'power-off'];
    case 'frozen':
      return ['resume', 'power-off'];
    case 'paused':
      return ['resume'];
    case 'stopped':
      return ['start'];
    case 'elsewhere':
      return ['lines'];
  }
}
