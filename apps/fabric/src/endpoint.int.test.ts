import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { createSocket } from 'node:dgram';
import { join } from 'node:path';
import { fabricSocket } from '@umlaut/core/fabric-client';
import { fabricConfig, startCapture, type FabricConfig, type FabricState } from '@umlaut/contracts/fabric';
import { NO_IMPAIRMENT, captureId } from '@umlaut/contracts/model';
import { TestFabric, createTestHome, expectSoon } from '@umlaut/testkit';
import { expect, it } from 'vitest';

const EMPTY: Omit<FabricConfig, 'revision'> = { nics: [], nodes: [], links: [] };

it('answers as the contract says, keeps what it was told, and survives nonsense', async () => {
  await using home = await createTestHome();
  await using fabric = await TestFabric.start(home);
  const { client } = fabric;
  expect((await stat(fabricSocket(home.runtime))).mode & 0o777).toBe(0o600);
  expect(await client.state()).toMatchObject({
    revision: -1,
    nics: [],
    links: [],
    switches: [],
    uplinks: [],
  });

  const states: FabricState[] = [];
  using _watch = client.watch(
    (state) => states.push(state),
    () => {},
  );
  const { fabric: nic } = fabric.tunnel('a');
  await fabric.configure({ ...EMPTY, nics: [nic] });
  await expectSoon('watchers are told', () => states.some(({ revision }) => revision === 1));
  await expect(client.configure({ ...EMPTY, revision: 0 })).rejects.toMatchObject({ code: 'FABRIC_STALE' });
  await expect(client.configure({ ...EMPTY, revision: 0.5 })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(client.command({ command: 'open-link', link: 'k-aaaaaaaaaa' as never })).rejects.toMatchObject(
    {
      code: 'LINK_NOT_FOUND',
    },
  );
  expect((await stat(join(home.home, 'fabric', 'config.json'))).mode & 0o777).toBe(0o600);

  // What guests may send: anything.
  const guest = createSocket('udp4');
  await new Promise<void>((bound) => guest.bind(nic.remote.port, nic.remote.address, bound));
  for (let length = 0; length < 3000; length += 7) {
    const bytes = randomBytes(length);
    if (length > 16 && length % 2 === 0) Buffer.from(nic.rxCookie, 'hex').copy(bytes, 8);
    if (length > 16) bytes.writeUInt32BE(nic.rxSession, 4);
    guest.send(bytes, nic.local.port, nic.local.address);
  }
  await expectSoon('all was looked at', async () => {
    const [seen] = (await client.state()).nics;
    return (seen?.sent.drops['wrong-cookie'] ?? 0) > 100 && (seen?.sent.drops['no-link'] ?? 0) > 100;
  });
  guest.close();
  const pid = await fabric.pid();
  await fabric.kill();
  await fabric.start();
  expect(await fabric.pid()).not.toBe(pid);
  expect((await client.state()).revision).toBe(1);
});

it('lets captures of links that are gone not stand in the way of new ones, and keeps those of links that come back', async () => {
  await using home = await createTestHome();
  await using fabric = await TestFabric.start(home);
  const { client } = fabric;
  const tunnels = ['a', 'b', 'c', 'd'].map((name) => fabric.tunnel(name).fabric);
  const nics = tunnels.map(({ id }) => ({ kind: 'nic', nic: id }) as const);
  const link = (id: string, first: number): FabricConfig['links'][number] =>
    fabricConfig.shape.links.element.parse({
      id,
      ends: [nics[first], nics[first + 1]],
      enabled: true,
      impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
    });
  const [kept, gone] = [link('k-aaaaaaaaaa', 0), link('k-bbbbbbbbbb', 2)];
  const start = (at: number, { id }: { id: string }) =>
    client.startCapture(
      startCapture.parse({ id: `c-aaaaaaaaa${'abcdefghijklmnopqrstuvwxyz234567'.charAt(at)}`, linkId: id }),
    );
  await fabric.configure({ ...EMPTY, nics: tunnels, links: [kept, gone] });
  for (let at = 0; at < 31; at += 1) await start(at, kept);
  await start(31, gone);
  await client.removeCapture(captureId.parse('c-aaaaaaaaaa'));
  await start(0, gone);
  await expect(
    client.startCapture(startCapture.parse({ id: 'c-bbbbbbbbbb', linkId: kept.id })),
  ).rejects.toMatchObject({
    code: 'LAB_LIMIT',
  });

  await fabric.configure({ ...EMPTY, nics: tunnels, links: [kept] });
  await client.startCapture(startCapture.parse({ id: 'c-bbbbbbbbbb', linkId: kept.id }));
  await fabric.configure({ ...EMPTY, nics: tunnels, links: [kept, gone] });
  const left = (await client.captures()).filter(({ linkId }) => linkId === gone.id);
  expect(left.map(({ id, stoppedAt }) => [id, stoppedAt])).toEqual([['c-aaaaaaaaaa', null]]);
});
