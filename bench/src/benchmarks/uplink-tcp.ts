import { spawn } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { fabricConfig } from '@umlaut/contracts/fabric';
import { DEFAULT_VLAN, NO_IMPAIRMENT } from '@umlaut/contracts/model';
import { TestFabric, bootNetworkGuest, createTestHome, type NetworkGuest } from '@umlaut/testkit';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { shareProgram } from '../networks/guest-programs.ts';
import type { Row } from '../report.ts';
import { median } from '../statistics.ts';

const IPERF = '/usr/bin/iperf3';
const UPLINK = 'n-uuuuuuuuuu';
const SECONDS = 3;
const ROUND_MS = 2 * (SECONDS + 1) * 1000;
const MAX_ROUNDS = 8;
const GOAL_MBIT = 300;

type Way = 'down' | 'up';

export const uplinkTcp: Benchmark = {
  name: 'uplink-tcp',
  summary: 'TCP from this host to a guest behind an uplink (passt), and back',
  goal: `over ${GOAL_MBIT} Mbit/s to the guest`,
  run,
};

async function run(context: BenchContext): Promise<Row[]> {
  const host = ownAddress();
  const home = context.owned.use(await createTestHome());
  const fabric = context.owned.use(await TestFabric.start(home));
  const tunnel = fabric.tunnel('a');
  await fabric.configure(
    fabricConfig.parse({
      revision: 0,
      nics: [tunnel.fabric],
      nodes: [{ kind: 'uplink', id: UPLINK, forwards: [] }],
      links: [
        {
          id: 'k-aaaaaaaaaa',
          enabled: true,
          impairments: [NO_IMPAIRMENT, NO_IMPAIRMENT],
          ends: [
            { kind: 'nic', nic: tunnel.fabric.id },
            { kind: 'node', node: UPLINK, port: 0, vlan: DEFAULT_VLAN },
          ],
        },
      ],
    }),
  );
  context.say('booting a guest');
  const guest = context.owned.use(await bootNetworkGuest([tunnel.launch], { memoryMiB: 128 }));
  await guest.setAddress('vec0', '10.0.2.2');
  await guest.run('ip route add default via 10.0.2.1');
  const client = await shareProgram(IPERF, guest.machine.spec.shareDir);
  const server = spawn(IPERF, ['-s', '-B', host], { stdio: 'ignore' });
  context.owned.defer(() => void server.kill('SIGKILL'));
  const speeds: Record<Way, number[]> = { down: [], up: [] };
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (round > 0 && performance.now() + ROUND_MS > context.endsAt) break;
    for (const way of ['down', 'up'] as const) {
      context.signal.throwIfAborted();
      const speed = await measure(guest, `${client} -c ${host}${way === 'down' ? ' -R' : ''}`);
      speeds[way].push(speed);
      context.say(`round ${round + 1}: ${way} ${speed.toFixed(0)} Mbit/s`);
    }
  }
  return [row('uplink-tcp', speeds.down), row('uplink-tcp-up', speeds.up)];
}

/** What has arrived, Mbit/s. */
async function measure(guest: NetworkGuest, iperf: string): Promise<number> {
  const text = await guest.run(`${iperf} -t ${SECONDS} -f m`);
  const match = /([\d.]+) Mbits\/sec\s+receiver/.exec(text);
  if (match === null) throw new Error(`iperf3: ${text}`);
  return Number(match[1]);
}

/** passt keeps guests from this host's loopback. */
function ownAddress(): string {
  const found = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  if (found === undefined) throw new Error('This host has no address but its loopback');
  return found.address;
}

function row(name: string, speeds: readonly number[]): Row {
  const value = median(speeds);
  const baselineName = 'goal, Mbit/s';
  return { name, value, unit: 'Mbit/s', baseline: GOAL_MBIT, baselineName, ratio: value / GOAL_MBIT };
}
