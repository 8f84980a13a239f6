/**
 * Becomes the machines' account for good: real, effective and saved ids, no supplementary groups.
 * @param what for the sentence: what never runs as root
 * @throws Error when this would leave it running as root
 */
export function dropPrivileges(account: { uid: number; gid: number } | null, what: string): void {
  if (account !== null) {
    process.setgroups?.([]);
    process.setgid?.(account.gid);
    process.setuid?.(account.uid);
  }
  if (process.getuid?.() === 0 || process.geteuid?.() === 0) {
    throw new Error(`${what} never runs as root: start it with --run-as UID:GID`);
  }
}
