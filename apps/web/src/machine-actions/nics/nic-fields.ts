import type { NicTransport, NicTransportKind, VectorTuning } from '@umlaut/contracts/model';

/** What is in the form: text and numbers as they are typed, empty for nothing. */
export type NicOptionValues = Readonly<Record<string, string | number | boolean>>;

interface Words {
  label: string;
  help?: string;
  /** What the manual of UML calls it, when not as the contract does; null: it is Umlaut's own. */
  manual?: string | null;
  /** Where the contract leaves it open and the kernel does not. */
  isNeeded?: true;
  /** Only where it says something. */
  isShown?: (values: NicOptionValues) => boolean;
}
interface SwitchField extends Words {
  input: 'switch';
}
interface NumberField extends Words {
  input: 'number';
  min: number;
  max: number;
  placeholder?: string;
}
interface TextField extends Words {
  input: 'text';
  placeholder?: string;
  /** Digits of which are written small. */
  isHex?: true;
}
interface ChoiceField<V extends string> extends Words {
  input: 'choice';
  choices: Readonly<Record<V, string>>;
}
export type NicField = SwitchField | NumberField | TextField | ChoiceField<string>;

type FieldFor<V> = [V] extends [boolean]
  ? SwitchField
  : [V] extends [number]
    ? NumberField
    : [V] extends [string]
      ? string extends V
        ? TextField
        : ChoiceField<V>
      : never;
type FieldsFor<O> = { readonly [N in keyof O]-?: FieldFor<NonNullable<O[N]>> };
type OptionsOf<K extends NicTransportKind> = Omit<Extract<NicTransport, { kind: K }>, 'kind' | 'tuning'>;

const PORT = { input: 'number', min: 1, max: 65_535 } as const;
const SESSION = { input: 'number', min: 1, max: 0x7fff_ffff } as const;
const isUdp = ({ udp }: NicOptionValues): boolean => udp === true;
const has =
  (name: string) =>
  (values: NicOptionValues): boolean =>
    values[name] !== '';
const ENDS = {
  src: {
    label: 'Own address',
    input: 'text',
    help: 'An address that this host has',
    placeholder: 'Like 10.0.0.1',
  },
  dst: { label: 'Address of the other end', input: 'text', placeholder: 'Like 10.0.0.2' },
} as const;
const V6 = { label: 'Addresses are IPv6', input: 'switch' } as const;
const VDE_PORT = {
  label: 'Port of the switch',
  input: 'number',
  min: 0,
  max: 65_535,
  placeholder: 'Any that is free',
} as const;

/** The options of each kind in words, complete by their types; in the order of the form. */
const NIC_FIELDS: { readonly [K in NicTransportKind]: FieldsFor<OptionsOf<K>> } = {
  fabric: {},
  tap: {
    place: {
      label: 'Tap device',
      manual: null,
      input: 'choice',
      choices: {
        namespace: 'Made by Umlaut, for kernel bridges',
        host: 'One of the host, made by its administrator',
      },
    },
    ifname: {
      label: 'Name of the tap',
      input: 'text',
      help: 'It must belong to the account that Umlaut runs as',
      placeholder: 'Like tap0',
      isNeeded: true,
      isShown: ({ place }) => place === 'host',
    },
  },
  hybrid: {},
  raw: {
    ifname: {
      label: 'Interface to use',
      input: 'text',
      help: "One in Umlaut's network namespace. Empty: Umlaut makes one, for kernel bridges of labs",
      placeholder: 'Made by Umlaut',
    },
  },
  gre: {
    ...ENDS,
    v6: V6,
    rx_key: {
      label: 'Key to receive',
      input: 'text',
      isHex: true,
      help: 'Both keys, or none',
      placeholder: 'None',
    },
    tx_key: { label: 'Key to send', input: 'text', isHex: true, placeholder: 'None' },
    sequence: { label: 'Number the frames', input: 'switch' },
    pin_sequence: {
      label: 'Always the number 0',
      input: 'switch',
      help: 'For peers that want numbers and mind their order',
      isShown: ({ sequence }) => sequence === true,
    },
  },
  l2tpv3: {
    udp: { label: 'Over UDP', input: 'switch', help: 'Off: directly over IP, protocol 115' },
    ...ENDS,
    srcport: { ...PORT, label: 'Own port', isNeeded: true, isShown: isUdp },
    dstport: { ...PORT, label: 'Port of the other end', isNeeded: true, isShown: isUdp },
    v6: V6,
    rx_session: { ...SESSION, label: 'Session to receive', help: 'What the other end sends with' },
    tx_session: { ...SESSION, label: 'Session to send' },
    rx_cookie: {
      label: 'Cookie to receive',
      input: 'text',
      isHex: true,
      help: 'Both cookies, or none',
      placeholder: 'None',
    },
    tx_cookie: { label: 'Cookie to send', input: 'text', isHex: true, placeholder: 'None' },
    cookie64: {
      label: 'Cookies of 64 bits',
      input: 'switch',
      help: 'Off: 32 bits',
      isShown: (values) => has('rx_cookie')(values) || has('tx_cookie')(values),
    },
    counter: { label: 'Number the frames', input: 'switch' },
    pin_counter: {
      label: 'Always the number 0',
      input: 'switch',
      help: 'For peers that want numbers and mind their order',
      isShown: ({ counter }) => counter === true,
    },
  },
  bess: {
    dst: {
      label: 'Socket',
      input: 'text',
      help: 'Of type SOCK_SEQPACKET, one frame a message',
      placeholder: 'Like /run/bess/port0',
    },
  },
  vde: {
    vnl: {
      label: 'Network locator',
      input: 'text',
      help: 'As vde_plug(1) takes it: a folder of a switch, or a URL',
      placeholder: 'Like vxvde://239.1.2.3',
    },
    port: VDE_PORT,
    descr: {
      label: 'Description',
      input: 'text',
      help: 'What the switch shows of this plug',
      placeholder: 'None',
    },
    mode: {
      label: 'Mode of the socket',
      input: 'text',
      help: 'As chmod(1) takes it',
      placeholder: 'As vde_plug makes it',
    },
    group: { label: 'Group of the socket', input: 'text', placeholder: 'As vde_plug makes it' },
  },
  tuntap: {},
  daemon: {
    socket: {
      label: 'Control socket of uml_switch',
      input: 'text',
      manual: 'ctl',
      help: 'Empty: Umlaut runs a uml_switch',
      placeholder: "Umlaut's own",
    },
  },
  mcast: {
    group: { label: 'Multicast group', input: 'text', manual: 'address' },
    port: { ...PORT, label: 'Port' },
    ttl: { label: 'Hops that frames go', input: 'number', min: 0, max: 255 },
  },
  ucast: {
    remote: { label: 'Address of the other end', input: 'text', placeholder: 'Like 127.0.0.1' },
    port: { ...PORT, label: 'Own port', manual: 'listen port' },
    remotePort: { ...PORT, label: 'Port of the other end', manual: 'remote port' },
  },
  slirp: {},
  'vde-legacy': {
    socket: {
      label: 'Folder of the switch',
      input: 'text',
      manual: 'switch',
      placeholder: 'Like /run/vde.ctl',
    },
    port: VDE_PORT,
  },
};

export const TUNING_FIELDS: FieldsFor<VectorTuning> = {
  depth: { label: 'Frames a call', input: 'number', min: 1, max: 512 },
  mtu: { label: 'Longest packet', input: 'number', min: 576, max: 65_534 },
  headroom: {
    label: 'Headroom',
    input: 'number',
    min: 0,
    max: 256,
    help: 'Bytes left free before a frame',
  },
  gro: { label: 'Joined frames (GRO)', input: 'switch', help: 'Buffers of 64 KiB' },
  vec: { label: 'Several frames a call', input: 'switch', help: 'Off: one frame a call' },
  bpffile: {
    label: 'Filter for what comes in',
    input: 'text',
    help: 'A file of this host with instructions of classic BPF, which the account of the machines can read',
    placeholder: 'None; like /srv/arp-only.bpf',
  },
  bpfflash: {
    label: 'The guest may load a filter',
    input: 'switch',
    help: 'With ethtool -f, from its /lib/firmware',
  },
};

/** Name and words of every option of a kind. */
export function nicFields(kind: NicTransportKind): readonly [string, NicField][] {
  return Object.entries<NicField>(NIC_FIELDS[kind]);
}

/** What the form shows for these values. */
export function shownFields(kind: NicTransportKind, values: NicOptionValues): readonly [string, NicField][] {
  return nicFields(kind).filter(([, { isShown }]) => isShown?.(values) ?? true);
}

export function isNicKind(kind: string): kind is NicTransportKind {
  return Object.hasOwn(NIC_FIELDS, kind);
}
