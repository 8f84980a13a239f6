import { readlinkSync } from 'node:fs';
import { isAlive, processIdentity, processOwner, type ProcessIdentity } from '../process/index.ts';

/** A process in a network namespace, and that namespace: "net:[4026532178]", never reused while anybody is in it. */
export interface NamespaceMember extends ProcessIdentity {
  readonly net: string;
}

/** The network namespace of a process; null when it is gone, or of another account. */
export function networkOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return null;
  }
}

/** A process by its pid now; null when there is none, or it is somebody else's. */
export function memberOf(pid: number, account: number): NamespaceMember | null {
  const identity = processIdentity(pid);
  const net = networkOf(pid);
  if (identity === null || net === null || processOwner(pid) !== account) return null;
  return { ...identity, net };
}

/** Whether exactly this process still is in that namespace. */
export function isStillMember(member: NamespaceMember, account: number): boolean {
  return isAlive(member) && processOwner(member.pid) === account && networkOf(member.pid) === member.net;
}
