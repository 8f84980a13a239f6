import { isUmlautError } from '@umlaut/contracts/errors';
import {
  FABRIC,
  JOINED_TUNING,
  KERNEL_TUNING,
  labFile,
  labFileName,
  labFileText,
  type Image,
  type Kernel,
  type NicTransport,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { invalidInput } from '../../errors/invalid-input.ts';
import { checkDrawing } from './check-drawing.ts';
import { describeLab } from './describe-lab.ts';
import { fileFixture, openedFile, rawFile, sourcesOf } from './lab-file.fixture.ts';
import { matchImages, matchKernels } from './match-parts.ts';
import { nameMachines } from './name-machines.ts';

/** What a person reads who opens it. */
function refusal(changes: Record<string, unknown>): string {
  const read = labFile.safeParse(rawFile(changes));
  if (!read.success) return invalidInput(read.error.issues).message;
  try {
    checkDrawing(read.data);
  } catch (error) {
    if (isUmlautError(error)) return `${error.field}: ${error.message}`;
    throw error;
  }
  return 'none';
}

const web = { kind: 'machine', position: { x: 0, y: 0 } };
const sw1 = { kind: 'switch', label: 'sw1', position: { x: 0, y: 0 } };
const bridge = { kind: 'bridge', label: 'br', position: { x: 0, y: 0 } };
const up = (target: object) => ({
  kind: 'uplink',
  label: '',
  position: { x: 0, y: 0 },
  forwards: [{ protocol: 'tcp', hostPort: 8080, guestPort: 80, target }],
});
const note = { kind: 'note', text: '', size: { width: 90, height: 90 }, position: { x: 0, y: 0 } };

describe('labFile', () => {
  it('takes what leaves out all that has a default', () => {
    expect(refusal({})).toBe('none');
    const opened = openedFile(fileFixture());
    expect(opened.links[0]?.ends.map(({ port }) => port)).toEqual([0, 1]);
  });

  it.each([
    [{ format: 'gns3' }, 'format: This is not the file of a lab: its "format" would be "umlaut-lab"'],
    [{ format: undefined }, 'format: This is not the file of a lab'],
    [
      { version: 3, nodes: 7 },
      'version: The file is of a newer Umlaut: this one reads files up to version 2',
    ],
    [{ nodes: { web: { ...web, memoryMiB: 7 } } }, 'nodes.web.memoryMiB: At least 32 MiB'],
    [
      { nodes: { web: { ...web, memory: 64 } } },
      'nodes.web: There is no field "memory" here, only kind, name,',
    ],
    [{ nodes: { web: { ...web, kind: 'router' } } }, 'nodes.web.kind: The kind is one of machine, switch'],
    [{ nodes: { Web: web } }, 'nodes.Web: A key begins with a letter'],
    [{ nodes: { web: { ...web, image: 'x' } } }, 'nodes.web.image: "x" is not among "images"'],
    [{ nodes: { web, b: { ...web, name: 'web' } } }, 'nodes.b.name: The machine "web" is called that too'],
    [{ nodes: { web } }, 'links.0.ends.1.node: "sw1" is not among "nodes"'],
    [
      { nodes: { web: { ...web, interfaces: [] }, sw1 } },
      'file.links.0.ends.0.port: file.links.0.ends.0.port: "web" has no port left',
    ],
    [{ nodes: { web, sw1: bridge } }, 'file.links.0'],
    [{ nodes: { web, sw1: note } }, 'links.0.ends.1.node: "sw1" is a note, which has no ports'],
    [
      { links: [{ ends: [{ node: 'web', port: 3 }, { node: 'sw1' }] }] },
      'links.0.ends.0.port: "web" has no interface of the number 3',
    ],
    [
      { links: [{ ends: [{ node: 'sw1' }, { node: 'sw1' }] }] },
      'links.0.ends: A link joins two different things',
    ],
    [{ nodes: { web, sw1, up: up({ machine: 'db' }) } }, 'target.machine: "db" is not among "nodes"'],
    [
      { nodes: { web, sw1, up: up({ machine: 'sw1' }) } },
      'nodes.up.forwards.0.target.machine: "sw1" is a switch: a forward leads to a machine',
    ],
    [
      { nodes: { web, sw1, up: up({ machine: 'web', nic: 4 }) } },
      'nodes.up.forwards.0.target.nic: "web" has no interface of the number 4',
    ],
  ])('refuses %j in words that one can act on', (changes, words) => {
    expect(refusal(changes)).toContain(words);
  });

  it('refuses lines and interfaces that lead into one host', () => {
    const line = { name: 'con0', channel: { kind: 'browser' } };
    const port = { name: 'con1', channel: { kind: 'port', port: 4000 } };
    expect(refusal({ nodes: { web: { ...web, lines: [line, port] }, sw1 } })).toContain(
      'nodes.web.lines: Lines',
    );
    const nic = { number: 0, transport: { kind: 'daemon', socket: '/run/switch' } };
    expect(refusal({ nodes: { web: { ...web, interfaces: [nic] }, sw1 } })).toContain(
      'nodes.web.interfaces.0.transport: Leave out',
    );
  });
});

describe('describeLab', () => {
  it('says a machine in the fewest words, under a short key', () => {
    const file = fileFixture({
      name: 'Two hosts',
      images: { tiny: { label: 'Tiny' } },
      kernels: { linux: { version: '6.1' } },
      nodes: { web: { ...web, name: 'two-hosts-web', image: 'tiny', kernel: 'linux' }, sw1 },
    });
    const opened = openedFile(file);
    const described = describeLab({ ...file, ...opened }, { ...sourcesOf(file), machine: opened.machine });
    expect(JSON.parse(labFileText(described))).toMatchObject({
      nodes: { web: { kind: 'machine', name: 'two-hosts-web', image: 'tiny', kernel: 'linux-6.1' } },
      links: [
        {
          ends: [
            { node: 'web', port: 0 },
            { node: 'sw1', port: 1 },
          ],
        },
      ],
    });
    expect(labFileText(described)).not.toMatch(/memoryMiB|lines|interfaces|impairments|enabled|usr/);
  });

  it('names the machine of a forward by its key, and leaves out one whose machine is gone', () => {
    const file = fileFixture({ nodes: { up: up({ machine: 'web' }), web, sw1 } });
    const opened = openedFile(file);
    const uplink = opened.nodes.find(({ kind }) => kind === 'uplink');
    expect(uplink).toMatchObject({
      forwards: [{ target: { machine: opened.nodes.find(({ kind }) => kind === 'machine')?.id } }],
    });
    const forwardsOf = (nodes: typeof opened.nodes) => {
      const lab = { ...file, ...opened, nodes };
      const described = describeLab(lab, { ...sourcesOf(file), machine: opened.machine });
      return Object.values(described.nodes).find(({ kind }) => kind === 'uplink');
    };
    expect(forwardsOf(opened.nodes)).toMatchObject({ forwards: [{ target: { machine: 'web', nic: null } }] });
    expect(forwardsOf(opened.nodes.filter(({ kind }) => kind !== 'machine'))).toMatchObject({ forwards: [] });
  });

  it('leaves out what is secret, or of this host alone', () => {
    const tuning = { ...KERNEL_TUNING, bpffile: '/etc/filter' };
    const secret = { src: '10.0.0.1', dst: '10.0.0.2', rx_session: 1, tx_session: 1, v6: false, udp: true };
    const transports: NicTransport[] = [
      { kind: 'tap', place: 'host', ifname: 'tap7', tuning: JOINED_TUNING },
      { kind: 'raw', ifname: 'eth7', tuning },
      { kind: 'daemon', socket: '/run/switch' },
      { kind: 'bess', dst: '/run/bess', tuning },
      { kind: 'vde', vnl: '/run/vde', port: null, descr: null, mode: null, group: 'staff', tuning },
      {
        ...secret,
        kind: 'l2tpv3',
        srcport: 1,
        dstport: 1,
        cookie64: false,
        rx_cookie: '0xabc',
        tx_cookie: '0xabc',
        counter: false,
        pin_counter: false,
        tuning,
      },
    ];
    const opened = openedFile(fileFixture());
    const [node] = opened.nodes;
    const tunnel = {
      local: { address: '10.0.0.1', port: 2000 },
      peer: { address: '10.0.0.2', port: 2000 },
      secret: 'ab'.repeat(32),
      side: 'first' as const,
    };
    const lab = {
      name: 'Lab',
      description: '',
      links: [],
      nodes: [
        ...opened.nodes,
        { ...sw1, id: 'n-aaaaaaaaaa', kind: 'remote', label: 'there', tunnel },
        { ...bridge, id: 'n-bbbbbbbbbb', kind: 'bridge', stp: false, hostBridge: 'br-lan' },
      ] as typeof opened.nodes,
    };
    const machine = node?.kind === 'machine' ? opened.machine(node.machineId) : null;
    if (machine === null) throw new Error('The file has a machine');
    const text = labFileText(
      describeLab(lab, {
        ...sourcesOf(fileFixture()),
        machine: () => ({
          ...machine,
          nics: transports.map((transport, number) => ({ number, transport, mac: '02:00:00:00:00:01' })),
          lines: [...machine.lines, { name: 'ssl0' as never, channel: { kind: 'fd', path: '/root/x' } }],
        }),
      }),
    );
    expect(text).not.toMatch(/tap7|eth7|\/run|\/etc|\/root|staff|0xabc|abab|br-lan|02:00/);
    expect(labFile.parse(JSON.parse(text)).nodes['web']).toMatchObject({
      interfaces: [{ transport: FABRIC }, { transport: { kind: 'raw', ifname: null } }, {}, {}, {}, {}],
    });
  });
});

describe('labFileName', () => {
  it.each([
    ['Two hosts / a switch', 'Two-hosts-a-switch.umlaut-lab.json'],
    ['Schule für Netze', 'Schule-für-Netze.umlaut-lab.json'],
    ['../..', 'lab.umlaut-lab.json'],
  ])('of %s is %s', (name, expected) => {
    expect(labFileName(name)).toBe(expected);
  });
});

describe('nameMachines', () => {
  const file = fileFixture({
    nodes: {
      web: { ...web, name: 'lab-web' },
      cat: web,
      note: { ...note, text: 'ping lab-web, not lab-web2; a cat' },
      sw1,
    },
  });

  it('leaves names that are free', () => {
    expect(nameMachines(file, new Set(['other'])).nodes).toMatchObject({
      web: { name: 'lab-web' },
      cat: { name: 'cat' },
    });
  });

  it('numbers all of them alike, in notes as well, where those are no words', () => {
    expect(nameMachines(file, new Set(['cat', 'lab-web-2'])).nodes).toMatchObject({
      web: { name: 'lab-web-3' },
      cat: { name: 'cat-3' },
      note: { text: 'ping lab-web-3, not lab-web2; a cat' },
    });
  });
});

describe('what this host has', () => {
  const image = (id: string, more: Partial<Image> = {}): Image =>
    ({ id, label: id, sizeBytes: 10, sha256: null, isDefault: false, ...more }) as Image;
  const kernel = (id: string, more: Partial<Kernel> = {}): Kernel =>
    ({ id, label: id, version: '6.1', problem: null, isDefault: false, ...more }) as Kernel;
  const sha256 = 'ab'.repeat(32);
  const file = fileFixture({
    images: { tiny: { label: 'tiny', sizeBytes: 20, sha256 } },
    kernels: { linux: { version: '6.1', label: 'mine' } },
  });

  it.each([
    [[image('tiny'), image('other', { sha256 })], { match: 'same', id: 'other' }],
    [[image('other'), image('tiny', { sizeBytes: 20 })], { match: 'same', id: 'tiny' }],
    [[image('other'), image('tiny')], { match: 'alike', id: 'tiny' }],
    [[image('other'), image('usual', { isDefault: true })], { match: 'missing', id: 'usual' }],
    [[], { match: 'missing', id: null }],
  ])('of images %#', (here, expected) => {
    expect(matchImages(file, here)).toMatchObject([{ key: 'tiny', label: 'tiny', ...expected }]);
  });

  it.each([
    [[kernel('a'), kernel('b', { label: 'mine' })], { match: 'same', id: 'b' }],
    [[kernel('a')], { match: 'alike', id: 'a' }],
    [[kernel('a', { problem: 'broken' }), kernel('b', { version: '6.12' })], { match: 'missing', id: 'b' }],
  ])('of kernels %#', (here, expected) => {
    expect(matchKernels(file, here)).toMatchObject([{ key: 'linux', ...expected }]);
  });
});
