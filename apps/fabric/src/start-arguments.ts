import { parseArgs } from 'node:util';

/** What the command line of a fabric says. */
export interface StartArguments {
  account: { uid: number; gid: number } | null;
  socketPath: string;
  stateDir: string;
}

const USAGE = 'Usage: fabric --socket PATH --state-dir DIR [--run-as UID:GID]';

/** @throws Error with the usage when the words make no sense */
export function parseStartArguments(words: readonly string[]): StartArguments {
  const { socket, 'state-dir': stateDir, 'run-as': runAs } = parseWords(words);
  if (socket === undefined || stateDir === undefined) throw new Error(USAGE);
  if (runAs === undefined) return { account: null, socketPath: socket, stateDir };
  const match = /^(\d+):(\d+)$/.exec(runAs);
  if (match === null) throw new Error(USAGE);
  return { account: { uid: Number(match[1]), gid: Number(match[2]) }, socketPath: socket, stateDir };
}

function parseWords(words: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    const options = { socket: text, 'state-dir': text, 'run-as': text };
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: false }).values;
  } catch (cause) {
    throw new Error(USAGE, { cause });
  }
}
