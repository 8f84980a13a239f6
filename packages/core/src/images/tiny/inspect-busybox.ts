import { open } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand } from '../../process/index.ts';
import { isStaticElf } from './is-static-elf.ts';

export interface Busybox {
  /** "1.35.0". */
  version: string;
  /** Output of `busybox --list-full`: "sbin/init" per line. */
  applets: string;
}

const NEEDED = ['init', 'sh', 'mount', 'umount', 'sleep', 'udhcpc', 'ip', 'ifconfig', 'reboot', 'poweroff'];
const HINT = 'Install one with: apt-get install busybox-static';

/**
 * Asks a busybox what it is.
 * @throws UmlautError IMAGE_UNAVAILABLE when it is missing, dynamically linked or lacks what the image needs.
 */
export async function inspectBusybox(path: string, signal?: AbortSignal): Promise<Busybox> {
  const unusable = (reason: string, cause?: unknown): UmlautError =>
    new UmlautError('IMAGE_UNAVAILABLE', `The starter image cannot be made: ${path} ${reason}`, {
      hint: HINT,
      details: { path },
      cause,
    });
  const start = Buffer.alloc(4096);
  try {
    await using file = await open(path);
    await file.read(start);
  } catch (cause) {
    throw unusable('is missing', cause);
  }
  if (!isStaticElf(start)) throw unusable('is not a static program');

  const options = { timeoutMs: 10_000, signal };
  const list = await runCommand(path, ['--list-full'], options);
  const help = await runCommand(path, ['--help'], options);
  const version = /^BusyBox v(\d+\.\d+(?:\.\d+)?)/m.exec(help.stdout)?.[1];
  if (list.code !== 0 || version === undefined) throw unusable('is not busybox');
  const applets = new Set(list.stdout.split('\n').map((line) => line.slice(line.lastIndexOf('/') + 1)));
  const missing = NEEDED.filter((applet) => !applets.has(applet));
  if (missing.length > 0) throw unusable(`lacks ${missing.join(', ')}`);
  return { version, applets: list.stdout };
}
