/** The release in the output of `linux --version`, e.g. "6.1.176" or "7.2.0-rc1+"; null for anything else. Pure. */
export function parseVersion(output: string): string | null {
  return /^(\d+\.\d+[\w.+~-]{0,60})\s*$/.exec(output)?.[1] ?? null;
}

/** Whether a release is at least `major.minor`. Pure. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
