import { UmlautError } from '@umlaut/contracts/errors';
import type { HostPort } from '@umlaut/contracts/model';

/** Why passt could not be started at all. */
export function spawnProblem(error: NodeJS.ErrnoException): UmlautError {
  if (error.code === 'ENOENT') {
    return new UmlautError(
      'NETWORK_UNAVAILABLE',
      'passt, which connects guests to the Internet, is not installed',
      {
        hint: 'Install it on this host: apt-get install --no-install-recommends passt',
        cause: error,
      },
    );
  }
  const message = `passt, which connects guests to the Internet, cannot be started: ${error.message}`;
  return new UmlautError('NETWORK_UNAVAILABLE', message, { cause: error });
}

/** The port of the host that passt ended over, from what it wrote; null: it was something else. Pure. */
export function refusedPort(stderr: string): HostPort | null {
  const refused = /Failed to bind any port for '-([tu]) 127\.0\.0\.1\/(\d+):\d+'/.exec(stderr);
  if (refused === null) return null;
  const [, protocol, port] = refused;
  return { protocol: protocol === 't' ? 'tcp' : 'udp', hostPort: Number(port) };
}

/** Why it ended, from what it wrote. Pure. */
export function exitProblem(
  stderr: string,
  exit: { code: number | null; signal: string | null },
): UmlautError {
  if (/No external routable interface|No interfaces with default routes/i.test(stderr)) {
    return new UmlautError('NETWORK_UNAVAILABLE', 'This host has no IPv4 route to the Internet', {
      hint: 'It is tried again by itself; guests reach each other meanwhile',
    });
  }
  const how = exit.signal === null ? `with status ${exit.code}` : `by ${exit.signal}`;
  const word = lastLine(stderr);
  const message = `passt, which connects guests to the Internet, ended ${how}${word === null ? '' : `: ${word}`}`;
  return new UmlautError('NETWORK_UNAVAILABLE', message);
}

/** What passt says of the system log is of no use to anybody. */
function lastLine(stderr: string): string | null {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.findLast((line) => line !== '' && !line.endsWith('to syslog'))?.slice(0, 300) ?? null;
}
