import { z } from 'zod';

const PORTS = 'Ports from 1024 to 65535';

/** One end of a tunnel between the fabrics of two hosts: an address of that host, and a UDP port there. */
export const remoteEnd = z.object({
  address: z
    .ipv4('An IPv4 address of the host, like 192.168.1.20')
    .refine((text) => text !== '0.0.0.0' && !/^(22[4-9]|23\d|255)\./.test(text), 'An address of one host'),
  port: z.int(PORTS).min(1024, PORTS).max(65_535, PORTS),
});
export type RemoteEnd = z.output<typeof remoteEnd>;

/** Both hosts know it; sessions and cookies of the tunnel come from it. 32 random bytes in hexadecimal. */
const tunnelSecret = z.string().regex(/^[0-9a-f]{64}$/, 'A secret is 64 hexadecimal digits');

/** A tunnel to the fabric of another host: L2TPv3 over UDP with a cookie each way, unencrypted. */
export const remoteTunnel = z
  .object({
    /** Of this host. */
    local: remoteEnd,
    /** Of the other. */
    peer: remoteEnd,
    secret: tunnelSecret,
    /** Which of the two this host is: they send with different keys. */
    side: z.enum(['first', 'second']),
  })
  .refine(({ local, peer }) => local.address !== peer.address || local.port !== peer.port, {
    path: ['peer', 'port'],
    message: 'The two ends need different addresses or ports',
  });
export type RemoteTunnel = z.output<typeof remoteTunnel>;

/** As the other host has it. */
export function otherEnd({ local, peer, secret, side }: RemoteTunnel): RemoteTunnel {
  return { local: peer, peer: local, secret, side: side === 'first' ? 'second' : 'first' };
}
