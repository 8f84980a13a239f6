import type { BareCommandLine } from '../bare-command-line.ts';

export interface PeerScriptOptions {
  commandLine: BareCommandLine;
  folder: string;
  account: { uid: number; gid: number } | null;
}

/** The terminal of whoever starts the script carries the login console; the kernel's own goes nowhere. Pure. */
function peerArguments(commandLine: BareCommandLine): string[] {
  return commandLine.arguments.map((word) => {
    if (word.startsWith('con0=')) return 'con0=null';
    return word.startsWith('con1=') ? 'con1=fd:0,fd:1' : word;
  });
}

/**
 * The program that the other web terminal runs on its pty: the bare machine with its login console on that
 * pty. A script, because wetty gives the program no arguments of ours. Pure.
 */
export function peerScript({ commandLine, folder, account }: PeerScriptOptions): string {
  const asAccount =
    account === null
      ? []
      : ['setpriv', `--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--'];
  const words = [
    ...asAccount,
    '/usr/bin/env',
    '-i',
    `HOME=${folder}`,
    'PATH=/usr/bin',
    commandLine.kernelPath,
    ...peerArguments(commandLine),
  ];
  return `#!/bin/sh\ncd ${quote(folder)} || exit 1\nexec ${words.map(quote).join(' ')}\n`;
}

/** Nothing is special between single quotes but the quote itself. */
function quote(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
