import { consoleName, machineId, type ConsoleRef } from '@umlaut/contracts/model';
import { z } from 'zod';
import { consoleKey } from './console-key.ts';

/** `open`: consoles to open, as "m-abc/con1,m-def/con1"; what is no console is left out. */
export const workspaceSearch = z.object({
  view: z.enum(['wall']).optional().catch(undefined),
  open: z.string().max(4000).optional().catch(undefined),
});

export function consolesAsked(open: string | undefined): ConsoleRef[] {
  return (open ?? '').split(',').flatMap((text) => {
    const [id, name] = text.split('/');
    const machine = machineId.safeParse(id);
    const console = consoleName.safeParse(name);
    return machine.success && console.success ? [{ machineId: machine.data, console: console.data }] : [];
  });
}

/** As `consolesAsked` reads it. */
export function askFor(refs: readonly ConsoleRef[]): string {
  return refs.map(consoleKey).join(',');
}
