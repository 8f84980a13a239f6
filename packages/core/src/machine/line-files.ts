import { readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { BUSYBOX, inSandbox, LOGIN_NAME, PORT_HELPER, TELNETD_NAME } from '../lines/index.ts';
import { kernelFiles } from './kernel-files.ts';
import type { SandboxFile } from './sandbox-arguments.ts';

export interface LineFiles {
  /** What UML starts for a line, with loaders and libraries. */
  programs: readonly SandboxFile[];
  devices: readonly SandboxFile[];
}

/** BSD pseudo-terminals, a master and a slave each; getmaster in arch/um/drivers/pty.c looks for them. */
const BSD_PTY = /^[pt]ty[p-s][0-9a-f]$/;

/** Folder of the machine with what answers its ports, for the PATH of a UML without a sandbox. */
export function portFolder(machineDir: string): string {
  return join(machineDir, 'port');
}

/**
 * What the channels of a machine's lines need in its sandbox beyond what every machine gets; nothing for most.
 * @throws ErrnoException for a device that is not there; UmlautError KERNEL_INVALID for a broken program
 */
export function lineFiles({ hostLines = [], machineDir }: LaunchSpec): LineFiles {
  const kinds = new Set(hostLines.map(({ channel }) => channel.kind));
  const devices = hostLines.flatMap(({ channel }) => (channel.kind === 'tty' ? [channel.device] : []));
  return {
    programs: kinds.has('port') ? portPrograms(machineDir) : [],
    devices: [
      ...[...new Set(devices)].map((device) => ({ source: realpathSync(device), target: inSandbox(device) })),
      ...(kinds.has('pty') ? bsdPtys() : []),
    ],
  };
}

function portPrograms(machineDir: string): SandboxFile[] {
  const programs = [BUSYBOX, PORT_HELPER];
  const login = join(portFolder(machineDir), LOGIN_NAME);
  return [
    // Where the sandbox's PATH leads.
    { source: join(portFolder(machineDir), TELNETD_NAME), target: `/usr/bin/${TELNETD_NAME}` },
    ...[login, ...programs].map((path) => ({ source: path, target: path })),
    ...programs.flatMap((path) => kernelFiles(path)),
  ];
}

function bsdPtys(): SandboxFile[] {
  const names = readdirSync('/dev').filter((name) => BSD_PTY.test(name));
  return names.map((name) => ({ source: `/dev/${name}`, target: `/dev/${name}` }));
}
