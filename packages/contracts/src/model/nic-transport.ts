import { z } from 'zod';
import { JOINED_TUNING, KERNEL_TUNING } from './nic-tuning.ts';

/**
 * How the frames of an interface leave UML. Options have the names and the defaults of the kernel (arch/um/drivers/
 * vector_kern.c, vector_transports.c, and *_kern.c of the legacy ones), so that the manual explains them.
 */

/** Of the host: IFNAMSIZ less the zero; no separator of UML's options. */
export const interfaceName = z
  .string()
  .regex(/^[A-Za-z0-9_.-]{1,15}$/, 'An interface of the host is named by up to 15 letters, digits and _ . -')
  .refine((name) => name !== '.' && name !== '..', 'That is no name of an interface');

const socketPath = z
  .string()
  .regex(/^\/[A-Za-z0-9_./-]+$/, 'An absolute path of letters, digits and _ . / -')
  .max(107, 'The path of a socket has at most 107 characters');

/** Of a file of the host: no separator of UML's options, and no word of a path that leads elsewhere. */
const filePath = z
  .string()
  .regex(
    /^(\/[A-Za-z0-9_.-]+)+$/,
    'An absolute path of letters, digits and _ . / -, without commas and colons',
  )
  .max(200, 'At most 200 characters')
  .refine((path) => !/\/\.{1,2}(\/|$)/.test(path), 'A path without . and .. alone');

/** An address of the host's, or of another host: what UML hands to getaddrinfo(3), without names to look up. */
const ipAddress = z.union([z.ipv4(), z.ipv6()], 'An IPv4 or IPv6 address, like 10.0.0.1 or fd00::1');
const udpPort = z.int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535');
/** An int in the kernel: above it, it panics. */
const sessionId = z
  .int()
  .min(1, 'A session is at least 1')
  .max(0x7fff_ffff, 'A session is at most 2147483647');
const key32 = z.string().regex(/^0x[0-9a-f]{1,8}$/, 'Up to eight hexadecimal digits after 0x, like 0x1f');
const cookie = z.string().regex(/^0x[0-9a-f]{1,16}$/, 'Up to sixteen hexadecimal digits after 0x, like 0x1f');

/** Of every vector transport. */
export const vectorTuning = z.object({
  /** Frames that one call to the host takes along. */
  depth: z.int().min(1, 'At least 1').max(512, 'At most 512').default(KERNEL_TUNING.depth),
  mtu: z.int().min(576, 'At least 576').max(65_534, 'At most 65534').default(KERNEL_TUNING.mtu),
  /** Bytes left free before a frame. */
  headroom: z.int().min(0).max(256, 'At most 256').default(KERNEL_TUNING.headroom),
  /** Frames joined by the host, in buffers of 64 KiB. */
  gro: z.boolean().default(KERNEL_TUNING.gro),
  /** Several frames a call (recvmmsg(2)); off: one. */
  vec: z.boolean().default(KERNEL_TUNING.vec),
  /** A file of the host with a filter for what comes in: instructions of classic BPF (struct sock_filter). */
  bpffile: filePath.nullable().default(KERNEL_TUNING.bpffile),
  /** The guest may load another filter, with `ethtool -f`. */
  bpfflash: z.boolean().default(KERNEL_TUNING.bpfflash),
});
export type VectorTuning = z.output<typeof vectorTuning>;

const tuning = { tuning: vectorTuning.default(KERNEL_TUNING) };
const joined = {
  tuning: vectorTuning.extend({ gro: z.boolean().default(JOINED_TUNING.gro) }).default(JOINED_TUNING),
};

/** A pair is given whole or not at all: the kernel panics on a half. */
function pairOf(first: string, second: string) {
  return (value: Record<string, unknown>) => (value[first] === null) === (value[second] === null);
}

const fabric = z.object({ kind: z.literal('fabric') });

const tap = z.object({
  kind: z.literal('tap'),
  /** `namespace`: Umlaut makes it in its own network namespace. `host`: one that an administrator made for its account. */
  place: z.enum(['namespace', 'host']).default('namespace'),
  /** Null: Umlaut's own, of `namespace` only. */
  ifname: interfaceName.nullable().default(null),
  ...joined,
});
const hybrid = z.object({ kind: z.literal('hybrid'), ...joined });
const raw = z.object({
  kind: z.literal('raw'),
  /** Null: one end of a veth pair that Umlaut makes. A name: an interface inside Umlaut's network namespace. */
  ifname: interfaceName.nullable().default(null),
  ...joined,
});
const gre = z
  .object({
    kind: z.literal('gre'),
    src: ipAddress,
    dst: ipAddress,
    v6: z.boolean().default(false),
    rx_key: key32.nullable().default(null),
    tx_key: key32.nullable().default(null),
    sequence: z.boolean().default(false),
    pin_sequence: z.boolean().default(false),
    ...tuning,
  })
  .refine(pairOf('rx_key', 'tx_key'), { path: ['tx_key'], message: 'Give both keys or none' });
const l2tpv3 = z
  .object({
    kind: z.literal('l2tpv3'),
    /** Over UDP; otherwise over IP, protocol 115. */
    udp: z.boolean().default(true),
    src: ipAddress,
    dst: ipAddress,
    srcport: udpPort.nullable().default(null),
    dstport: udpPort.nullable().default(null),
    v6: z.boolean().default(false),
    rx_session: sessionId,
    tx_session: sessionId,
    cookie64: z.boolean().default(false),
    rx_cookie: cookie.nullable().default(null),
    tx_cookie: cookie.nullable().default(null),
    counter: z.boolean().default(false),
    pin_counter: z.boolean().default(false),
    ...tuning,
  })
  .refine(pairOf('rx_cookie', 'tx_cookie'), { path: ['tx_cookie'], message: 'Give both cookies or none' })
  .refine(({ udp, srcport, dstport }) => !udp || (srcport !== null && dstport !== null), {
    path: ['srcport'],
    message: 'Over UDP both ports are needed',
  });
const bess = z.object({
  kind: z.literal('bess'),
  /** Socket of the switch, SOCK_SEQPACKET, one frame a message. */
  dst: socketPath,
  ...tuning,
});
const vde = z.object({
  kind: z.literal('vde'),
  /** Network locator of VDE (vde_plug(1)), such as vxvde://239.1.2.3 or a folder. */
  vnl: z.string().regex(/^[A-Za-z0-9_.:/@[\]-]{1,200}$/, 'A VDE network locator without commas and blanks'),
  port: z.int().min(0).max(65_535).nullable().default(null),
  /** What the switch shows of this plug. */
  descr: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{1,60}$/, 'Up to 60 letters, digits and _ . -')
    .nullable()
    .default(null),
  /** Of the plug's socket, as chmod(1) takes it. */
  mode: z
    .string()
    .regex(/^[0-7]{3,4}$/, 'Three or four digits from 0 to 7, like 0660')
    .nullable()
    .default(null),
  /** Account group of that socket. */
  group: z
    .string()
    .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'The name of a group of this host')
    .nullable()
    .default(null),
  ...tuning,
});

const tuntap = z.object({ kind: z.literal('tuntap') });
const daemon = z.object({
  kind: z.literal('daemon'),
  /** Control socket of a uml_switch(1); null: one that Umlaut runs. */
  socket: socketPath.nullable().default(null),
});
const mcast = z.object({
  kind: z.literal('mcast'),
  group: z
    .ipv4('An IPv4 multicast group, 224.0.0.0 to 239.255.255.255')
    .refine((text) => /^(22[4-9]|23\d)\./.test(text), 'An IPv4 multicast group, 224.0.0.0 to 239.255.255.255')
    .default('239.192.168.1'),
  port: udpPort.default(1102),
  ttl: z.int().min(0).max(255).default(1),
});
const ucast = z.object({
  kind: z.literal('ucast'),
  remote: z.ipv4('An IPv4 address'),
  port: udpPort.default(1102),
  remotePort: udpPort.default(1102),
});
const slirp = z.object({ kind: z.literal('slirp') });
const legacyVde = z.object({
  kind: z.literal('vde-legacy'),
  /** Folder of the control socket of a vde_switch(1). */
  socket: socketPath,
  port: z.int().min(0).max(65_535).nullable().default(null),
});

export const nicTransport = z.discriminatedUnion('kind', [
  /** Into Umlaut's own network: an L2TPv3 tunnel over UDP, plugged into anything of a lab. */
  fabric,
  tap,
  hybrid,
  raw,
  gre,
  l2tpv3,
  bess,
  vde,
  tuntap,
  daemon,
  mcast,
  ucast,
  slirp,
  legacyVde,
]);
export type NicTransport = z.output<typeof nicTransport>;
export type NicTransportKind = NicTransport['kind'];
