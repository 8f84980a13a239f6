import type { PortForward } from '@umlaut/contracts/model';

const SSH = 22;
const HTTPS: ReadonlySet<number> = new Set([443, 8443]);
const HTTP: ReadonlySet<number> = new Set([80, 3000, 5000, 8000, 8080, 8888]);

/** What to type on the host to try a forward, by what usually answers at the guest's port. */
export function tryCommand({ protocol, hostPort, guestPort }: PortForward): string {
  if (protocol === 'udp') return `nc -u 127.0.0.1 ${hostPort}`;
  if (guestPort === SSH) return `ssh -p ${hostPort} root@127.0.0.1`;
  if (HTTPS.has(guestPort)) return `curl -k https://127.0.0.1:${hostPort}`;
  return HTTP.has(guestPort) ? `curl http://127.0.0.1:${hostPort}` : `nc 127.0.0.1 ${hostPort}`;
}
