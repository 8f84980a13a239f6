import { existsSync } from 'node:fs';
import { kernelFiles } from './kernel-files.ts';
import type { SandboxFile } from './sandbox-arguments.ts';

/** What UML starts on the host when its guest opens /dev/watchdog: arch/um/drivers/harddog_user.c. */
const WATCHDOG = '/usr/bin/uml_watchdog';

/**
 * The host's watchdog for guests, with its loader and libraries; empty where it is not installed (package
 * uml-utilities): a guest then cannot open /dev/watchdog.
 */
export function watchdogFiles(): SandboxFile[] {
  if (!existsSync(WATCHDOG)) return [];
  try {
    return [{ source: WATCHDOG, target: WATCHDOG }, ...kernelFiles(WATCHDOG)];
  } catch {
    // Not for this processor, or without its libraries: no reason not to start a machine.
    return [];
  }
}
