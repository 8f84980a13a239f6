import type { ConsoleName } from '@umlaut/contracts/model';

/** By convention of our images and of systemd: messages of the kernel on con0, a login on con1. */
export const KERNEL_CONSOLE = 'con0';
export const LOGIN_CONSOLE = 'con1';

/** What a console is called on its tab. */
export function consoleLabel(name: ConsoleName): string {
  if (name === KERNEL_CONSOLE) return 'Kernel';
  return name === LOGIN_CONSOLE ? 'Login' : name;
}
