import { readFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';

/** The second is what systemd-resolved itself asks, where the first only names its stub on this host. */
const FILES = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'];

/** IPv4 resolvers of this host, those that are not on its loopback first; at most three, as in resolv.conf(5). */
export function hostResolvers(files: readonly string[] = FILES): string[] {
  const all = [...new Set(files.flatMap(readNameservers))];
  const [outside, local] = [all.filter((each) => !isLoopback(each)), all.filter(isLoopback)];
  return [...outside, ...local].slice(0, 3);
}

function readNameservers(file: string): string[] {
  try {
    return parseNameservers(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

/** Pure. */
export function parseNameservers(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const address = /^\s*nameserver\s+(\S+)/.exec(line)?.[1];
    return address !== undefined && isIPv4(address) ? [address] : [];
  });
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}
