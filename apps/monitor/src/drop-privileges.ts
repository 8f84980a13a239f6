/**
 * Becomes the machines' account for good: real, effective and saved ids, no supplementary groups.
 * @throws Error when this would leave the monitor, and hence UML, running as root
 */
export function dropPrivileges(account: { uid: number; gid: number } | null): void {
  if (account !== null) {
    process.setgroups?.([]);
    process.setgid?.(account.gid);
    process.setuid?.(account.uid);
  }
  if (process.getuid?.() === 0 || process.geteuid?.() === 0) {
    throw new Error('A machine never runs as root: start the monitor with --run-as UID:GID');
  }
}
