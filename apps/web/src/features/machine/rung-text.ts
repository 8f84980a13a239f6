import type { StopRung } from '@umlaut/contracts/model';

interface RungText {
  /** Short, for a step of the ladder. */
  step: string;
  /** While it is in force. */
  doing: string;
  /** After it worked. */
  done: string;
}

/** The ladder that ends a machine, from asking to force, in words. */
export const RUNG_TEXT: Readonly<Record<StopRung, RungText>> = {
  cad: {
    step: 'Ask the guest',
    doing: 'Asking the guest to shut down',
    done: 'The guest shut itself down when it was asked.',
  },
  halt: {
    step: 'Halt its kernel',
    doing: 'The guest did not answer: halting its kernel',
    done: 'The guest did not answer; its kernel was halted.',
  },
  sigterm: {
    step: 'Ask UML',
    doing: 'The kernel did not halt: asking the UML process to end',
    done: 'The kernel did not halt; the UML process was asked to end.',
  },
  sigkill: {
    step: 'Force',
    doing: 'Nothing helped: ending UML by force',
    done: 'Nothing else helped; UML was ended by force. What the guest had not written to disk is lost.',
  },
};
