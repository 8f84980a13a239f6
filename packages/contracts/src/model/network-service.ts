import { z } from 'zod';
import { labNodeId } from './ids.ts';
import { nicNumber } from './nic.ts';

export const ipv4Address = z.ipv4('An IPv4 address is four numbers from 0 to 255, like 10.0.0.1');

/** Of a private network, in CIDR notation; the switch itself has the first address of it. */
export const ipv4Subnet = z
  .string()
  .regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'A subnet is an address and a length, like 10.0.0.0/24')
  .refine((text) => {
    const [address = '', length = ''] = text.split('/');
    return ipv4Address.safeParse(address).success && Number(length) >= 8 && Number(length) <= 29;
  }, 'A subnet is four numbers from 0 to 255 and a length from 8 to 29, like 10.0.0.0/24');

/** The DHCP and DNS server inside a switch. */
export const switchDhcp = z.object({
  subnet: ipv4Subnet,
  /** Told to clients as their router; null: none, for a network of its own. */
  router: ipv4Address.nullable().default(null),
  leaseSeconds: z.int().min(60).max(604_800).default(3600),
  /** Names of machines resolve to their leases; "web" and "web.lab". */
  dns: z.boolean().default(true),
});
export type SwitchDhcp = z.output<typeof switchDhcp>;

export const dhcpLease = z.object({
  mac: z.string(),
  address: z.string(),
  hostname: z.string().nullable(),
  expiresAt: z.iso.datetime(),
  /** When the station last asked for it; null: that was not kept. */
  grantedAt: z.iso.datetime().nullable().default(null),
});
export type DhcpLease = z.output<typeof dhcpLease>;

const port = z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535');

/** A machine behind an uplink, as it stands in the lab. It may be gone since: then the forward leads nowhere. */
export const forwardTarget = z.object({
  machine: labNodeId,
  /** The number of its interface; null: the one that is in the uplink's network. */
  nic: nicNumber.nullable().default(null),
});
export type ForwardTarget = z.output<typeof forwardTarget>;

/** From a port of this host, on the loopback address, to a guest behind an uplink. */
export const portForward = z.object({
  protocol: z.enum(['tcp', 'udp']),
  hostPort: port,
  guestPort: port,
  /** Null: the only machine behind the uplink, or the one of them that was heard first. */
  target: forwardTarget.nullable().default(null),
});
export type PortForward = z.output<typeof portForward>;
