import type { Refusal } from '../connection/keyboard-state.ts';
import type { TerminalSession } from '../terminal/terminal-session.ts';

export interface RefusalNotice {
  text: string;
  action: string;
  act: () => void;
}

/** What a person is told whose keys had no effect, and what to do about it. */
export function refusalNotice({ reason, holder }: Refusal, session: TerminalSession): RefusalNotice {
  const { connection, terminal } = session;
  switch (reason) {
    case 'held':
      return {
        text: `${holder ?? 'Somebody else'} has the keyboard: what you type goes nowhere.`,
        action: 'Take it',
        act: () => {
          connection.askKeyboard({ type: 'take' });
          terminal.focus();
        },
      };
    case 'read-only':
      return {
        text: 'You only watch: what you type goes nowhere.',
        action: 'Type here',
        act: () => {
          session.watch(false);
          terminal.focus();
        },
      };
    case 'full':
      return {
        text: 'The guest has not read what was put in before: the end of this was dropped. Ctrl-C drops the rest.',
        action: 'Close',
        act: () => connection.forgetRefusal(),
      };
    case 'not-holder':
      return {
        text: 'Only who has the keyboard can hand it over.',
        action: 'Close',
        act: () => connection.forgetRefusal(),
      };
    case 'no-such-viewer':
      return {
        text: 'That viewer is gone, or may not type.',
        action: 'Close',
        act: () => connection.forgetRefusal(),
      };
  }
}
