/** What the command line of a monitor says. */
export interface StartArguments {
  account: { uid: number; gid: number } | null;
  launchFile: string;
}

/** @throws Error with the usage when the words make no sense */
export function parseStartArguments(words: readonly string[]): StartArguments {
  const [first, second, third, ...rest] = words;
  if (first === '--run-as' && second !== undefined && third !== undefined && rest.length === 0) {
    const match = /^(\d+):(\d+)$/.exec(second);
    if (match !== null) {
      return { account: { uid: Number(match[1]), gid: Number(match[2]) }, launchFile: third };
    }
  }
  if (first !== undefined && !first.startsWith('-') && second === undefined) {
    return { account: null, launchFile: first };
  }
  throw new Error('Usage: monitor [--run-as UID:GID] LAUNCH_FILE');
}
