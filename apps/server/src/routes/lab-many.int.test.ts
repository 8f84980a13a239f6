import {
  NO_IMPAIRMENT,
  labLink,
  labNode,
  type LabEdit,
  type LabId,
  type LabState,
  type MachineId,
} from '@umlaut/contracts/model';
import {
  awaitPrompt,
  createMachine,
  expectSoon,
  startTestServer,
  waitUntil,
  type TestServer,
} from '@umlaut/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COUNT = 30;
/** All at once would take the host from the tests beside this one for minutes. */
const AT_ONCE = 3;
/**
 * With 32 some kernels die of memory: UML's lies behind the program's break, whose place the host picks at random, and
 * its map of all pages up to there takes up to 16 MiB.
 */
const MEMORY_MIB = 64;
/** Of some machines; what hangs takes longer than this. */
const BOOT_MS = 120_000;
const TEST_MS = 400_000;

const position = { x: 0, y: 0 };
const core = labNode.parse({
  id: 'n-ssssssssss',
  position,
  kind: 'switch',
  label: 'core',
  dhcp: { subnet: '10.0.0.0/24' },
});
const edge = labNode.parse({ id: 'n-tttttttttt', position, kind: 'switch', label: 'edge' });

let server: TestServer;
let lab: LabId;
beforeAll(async () => {
  server = await startTestServer();
  lab = (await server.api.labs.create({ name: 'Many' })).id;
});
afterAll(() => server?.[Symbol.asyncDispose]());

/** Letters of identifiers: 2 to 7 would do as well. */
const suffix = (index: number): string => `aaaaaaaa${letter(Math.floor(index / 26))}${letter(index % 26)}`;
const letter = (index: number): string => String.fromCharCode(97 + index);

function link(id: string, ends: [string, number][]): LabEdit {
  return {
    edit: 'put-link',
    link: labLink.parse({
      id: `k-${id}`,
      ends: ends.map(([nodeId, port]) => ({ nodeId, port })),
      impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
    }),
  };
}

async function stateOf(): Promise<LabState> {
  return server.api.labs.state({ id: lab });
}

it(
  'carries thirty machines on one switch: each boots, gets an address, and reaches its neighbour',
  async () => {
    const machines: MachineId[] = [];
    for (let index = 0; index < COUNT; index += 1) {
      machines.push(await createMachine(server, `host-${index}`, { memoryMiB: MEMORY_MIB }));
    }
    await server.api.labs.edit({
      id: lab,
      edits: [
        { edit: 'put-node', node: core },
        ...machines.flatMap((machineId, index): LabEdit[] => {
          const id = `n-${suffix(index)}`;
          const node = labNode.parse({ id, position, kind: 'machine', machineId });
          return [
            { edit: 'put-node', node },
            link(suffix(index), [
              [id, 0],
              [core.id, index + 1],
            ]),
          ];
        }),
      ],
    });
    const began = performance.now();
    for (let up = AT_ONCE; up <= COUNT; up += AT_ONCE) {
      await server.api.machines.bulk({ action: 'start', ids: machines.slice(up - AT_ONCE, up) });
      // The last thing that a guest does when it boots.
      const areUp = await waitUntil(async () => (await stateOf()).switches[0]?.leases.length === up, BOOT_MS);
      if (!areUp) throw new Error(await whoIsMissing(machines.slice(0, up)));
    }
    const booted = performance.now();
    const guests = await Promise.all(machines.map(async (id) => awaitPrompt(server, id)));
    const { nics, switches } = await stateOf();
    const leases = switches[0]?.leases ?? [];
    expect(new Set(leases.map(({ address }) => address)).size).toBe(COUNT);
    const addressOf = machines.map(
      (id) => nics.find(({ machineId }) => machineId === id)?.addresses[0] ?? '',
    );
    expect(addressOf.every((address) => address.startsWith('10.0.0.'))).toBe(true);
    const asked = performance.now();
    const said = await Promise.all(
      guests.map((guest, index) => {
        const neighbour = addressOf[(index + 1) % COUNT] ?? '';
        // The lease may be newer than the address: udhcpc sets it after that.
        return guest.run(
          `until ping -c 1 -W 2 ${neighbour} >/dev/null; do sleep 0.2; done; ping -c 2 -W 5 ${neighbour}`,
        );
      }),
    );
    expect(said.map((text) => /(\d) packets received/.exec(text)?.[1])).toEqual(Array(COUNT).fill('2'));
    for (const guest of guests) guest[Symbol.dispose]();
    const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
    process.stdout.write(
      `${COUNT} machines: all booted and with an address after ${seconds(began, booted)}, ` +
        `pinged in ${seconds(asked, performance.now())}\n`,
    );
    const after = await stateOf();
    expect(after.switches[0]?.stations).toHaveLength(COUNT);
    expect(after.links.every(({ status }) => status === 'up')).toBe(true);
  },
  TEST_MS,
);

it('ends a storm of real guests, and says where by the names that people gave', async () => {
  await server.api.labs.edit({
    id: lab,
    edits: [
      { edit: 'put-node', node: edge },
      link('yyyyyyyyya', [
        [core.id, 101],
        [edge.id, 1],
      ]),
      link('yyyyyyyyyb', [
        [core.id, 102],
        [edge.id, 2],
      ]),
    ],
  });
  const [first] = (await server.api.machines.list()).items;
  if (first === undefined) throw new Error('no machine');
  using guest = await awaitPrompt(server, first.id);
  await guest.run('arping -c 2 -w 2 -I vec0 10.0.0.250');
  await expectSoon('the storm guard closed a link', async () =>
    (await stateOf()).links.some(({ status }) => status === 'storm'),
  );
  const closed = (await stateOf()).links.filter(({ status }) => status === 'storm');
  expect(closed).toHaveLength(1);
  expect(closed[0]?.problem).toMatch(/Port (10[12] of core|[12] of edge) was closed to end the storm\./);
});

async function whoIsMissing(machines: readonly MachineId[]): Promise<string> {
  const { nics } = await stateOf();
  const without = machines.filter((id) =>
    nics.every((nic) => nic.machineId !== id || nic.addresses.length === 0),
  );
  const states = await Promise.all(
    without.map(async (id) => {
      const { state } = await server.api.machines.get({ id });
      return state.phase === 'stopped' ? `stopped: ${state.lastExit?.message}` : state.phase;
    }),
  );
  return `${without.length} of ${machines.length} machines have no address: ${states.join(' ')}`;
}
