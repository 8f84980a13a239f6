import { chmodSync, closeSync, constants, fstatSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { portScripts } from '@umlaut/core/lines';
import { portFolder } from '@umlaut/core/machine';

/** Files of the host that lines of one run lead to; UML gets copies, these are closed once it has them. */
export class HostLineFiles implements Disposable {
  /** In the order of the lines. */
  readonly fds: readonly number[];

  private constructor(fds: readonly number[]) {
    this.fds = fds;
  }

  /** @throws UmlautError LINE_UNAVAILABLE with the line as `field` */
  static open({ hostLines = [], machineDir, machineId }: LaunchSpec): HostLineFiles {
    if (hostLines.some(({ channel }) => channel.kind === 'port'))
      placeScripts(portFolder(machineDir), machineId);
    const fds: number[] = [];
    const files = new HostLineFiles(fds);
    try {
      for (const { name, channel } of hostLines) {
        if (channel.kind === 'fd') fds.push(openPlainFile(channel.path, name));
      }
      return files;
    } catch (error) {
      files[Symbol.dispose]();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    for (const fd of this.fds) closeSync(fd);
  }
}

/** Never through a link in the last place, and never what would block or is no file: the name is only a name. */
function openPlainFile(path: string, line: string): number {
  const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW, O_NONBLOCK } = constants;
  let fd: number;
  try {
    fd = openSync(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK, 0o644);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UmlautError('LINE_UNAVAILABLE', `The file of ${line} cannot be opened: ${reason}`, {
      field: line,
      cause,
    });
  }
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new UmlautError('LINE_UNAVAILABLE', `${path} of ${line} is no plain file`, { field: line });
}

function placeScripts(folder: string, umid: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const { name, text } of portScripts(folder, umid)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o700);
  }
}
