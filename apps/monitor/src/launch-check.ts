import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { lineProblem } from '@umlaut/core/lines';
import { checkDisks, checkRootDirectory } from '@umlaut/core/machine';
import { processIdentity } from '@umlaut/core/process';
import { HostLineFiles } from './host-line-files.ts';
import { assertPortFree } from './port-check.ts';

/**
 * What must be true before UML is started, as seen by the account that it will run as.
 * @throws UmlautError KERNEL_UNAVAILABLE, ROOT_UNUSABLE, DISK_*, COW_INVALID, BACKING_*, LINE_UNAVAILABLE,
 * NETWORK_UNAVAILABLE
 */
export async function checkLaunch(spec: LaunchSpec): Promise<void> {
  await access(spec.kernelPath, constants.R_OK | constants.X_OK).catch((cause: unknown) => {
    throw new UmlautError(
      'KERNEL_UNAVAILABLE',
      `The kernel ${spec.kernelPath} is not there or cannot be run`,
      {
        field: 'kernelPath',
        cause,
      },
    );
  });
  if (spec.rootDir !== undefined) await checkRootDirectory(spec.rootDir);
  await checkDisks(spec.disks);
  await checkLines(spec);
  checkNamespace(spec);
}

/** A pid alone may be another process's by now. */
function checkNamespace({ namespace }: LaunchSpec): void {
  if (namespace === undefined) return;
  const found = processIdentity(namespace.pid);
  if (found !== null && Number(found.startTime) === namespace.startTicks) return;
  throw new UmlautError(
    'NETWORK_UNAVAILABLE',
    "Umlaut's network namespace that this machine was to run in is gone.",
    {
      hint: 'Start the machine again: it gets another one.',
    },
  );
}

/** Of what is wrong here UML would only write a word to its log, or nothing. */
async function checkLines(spec: LaunchSpec): Promise<void> {
  const { isolation, hostLines = [] } = spec;
  const host = { isolation, display: process.env['DISPLAY'] ?? null, account: null };
  for (const { name, channel } of hostLines) {
    const problem = await lineProblem(channel, host);
    if (problem !== null) {
      throw new UmlautError('LINE_UNAVAILABLE', `${name}: ${problem}`, {
        field: name,
        hint: 'Change the line to another channel, or mend the host',
      });
    }
    if (channel.kind === 'port') await assertPortFree(channel.port, name);
    if (channel.kind === 'tty') await assertMayUse(channel.device, name);
  }
  HostLineFiles.open(spec)[Symbol.dispose]();
}

/** As the host decides it, with access control lists. */
async function assertMayUse(device: string, line: string): Promise<void> {
  await access(device, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
    throw new UmlautError('LINE_UNAVAILABLE', `${line}: the machine's account may not use ${device}`, {
      field: line,
      hint: 'Give it access, for instance with setfacl',
      cause,
    });
  });
}
