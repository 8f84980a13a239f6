import { existsSync } from 'node:fs';

/** As Node reports it. */
export interface UmlEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * How the process ended as far as the guest is concerned: UML may abort once all is done, its umid folder
 * removed already (docs/incidents.md, "An abort after the end").
 */
export function umlEnd(umidDir: string, code: number | null, signal: NodeJS.Signals | null): UmlEnd {
  if (signal === 'SIGABRT' && !existsSync(umidDir)) return { code: 0, signal: null };
  return { code, signal };
}
