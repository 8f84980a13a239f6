import { UmlautError } from '@umlaut/contracts/errors';

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

/** Why it ended, from what it wrote. Pure. */
export function exitProblem(
  stderr: string,
  exit: { code: number | null; signal: string | null },
): UmlautError {
  const taken = /Failed to bind any port for '-([tu]) 127\.0\.0\.1\/(\d+):\d+'/.exec(stderr);
  if (taken !== null) {
    const [, protocol, port] = taken;
    const name = protocol === 't' ? 'TCP' : 'UDP';
    return new UmlautError(
      'NETWORK_UNAVAILABLE',
      `${name} port ${port} of this host cannot be forwarded: another program has it, or it needs privileges`,
      { hint: 'Choose another port of the host, from 1024 on' },
    );
  }
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
