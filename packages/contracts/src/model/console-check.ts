import { z } from 'zod';

/**
 * Why a console gives no sign:
 * - `well`: the kernel answers, and a program has the console open; it may be busy, or hide what is typed.
 * - `unread`: the kernel answers, but no program has the console open: its getty or shell is gone.
 * - `stuck`: the kernel answers only in its interrupt: what needs its work queue hangs. - `silent`: it answers nothing.
 * - `frozen`: it answers nothing because its process was stopped by a signal of the host, and can go on.
 * - `paused`: also by somebody else's mconsole, of which the machine's state knows nothing. - `starting`, `stopped`: the machine itself. - `elsewhere`: the line does not lead to the browser now.
 */
export const consoleCheck = z.object({
  state: z.enum([
    'well',
    'unread',
    'stuck',
    'silent',
    'frozen',
    'paused',
    'starting',
    'stopped',
    'elsewhere',
  ]),
  /** What that means, for a person. */
  sentence: z.string(),
});
export type ConsoleCheck = z.output<typeof consoleCheck>;
