import { lines } from './figures.ts';
import { oneLine } from './reply-text.ts';

const MAX_OS_RELEASE_KEYS = 40;
const MAX_NAME_SERVERS = 16;

/** Parses /etc/os-release, os-release(5). Pure. */
export function parseOsRelease(text: string): Record<string, string> {
  const found = new Map<string, string>();
  for (const line of lines(text, 200)) {
    const [, key, value] = /^([A-Z][A-Z0-9_]{0,63})=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined || found.size === MAX_OS_RELEASE_KEYS) continue;
    found.set(key, oneLine(unquote(value.trim())));
  }
  return Object.fromEntries(found);
}

/** The addresses after `nameserver` in /etc/resolv.conf, resolv.conf(5). Pure. */
export function parseNameServers(text: string): string[] {
  const found = lines(text, 500).flatMap((line) => /^\s*nameserver\s+(\S{1,64})/.exec(line)?.[1] ?? []);
  return [...new Set(found.map((address) => oneLine(address)))].slice(0, MAX_NAME_SERVERS);
}

/** "6.1.176" out of /proc/version: `Linux version 6.1.176 (...) ...`. Pure. */
export function parseRelease(version: string): string | null {
  const release = /^\S+ version (\S{1,64})/.exec(version)?.[1];
  return release === undefined ? null : oneLine(release);
}

/** As a shell reads it, without expansions, which os-release(5) does not have. */
function unquote(value: string): string {
  const quote = value[0];
  const inner = (quote === '"' || quote === "'") && value.endsWith(quote) && value.length > 1;
  return (inner ? value.slice(1, -1) : value).replaceAll(/\\(["'$`\\])/g, '$1');
}
