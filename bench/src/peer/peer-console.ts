import type { BenchConsole } from '../bench-console.ts';

/** The console of another web terminal. */
export interface PeerConsole extends BenchConsole {
  /** Whether its client sends SIGIO as our monitor does when output stalls. From the beginning it does. */
  isAided: boolean;
}
