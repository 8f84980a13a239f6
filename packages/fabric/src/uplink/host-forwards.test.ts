import type { FabricForward } from '@umlaut/contracts/fabric';
import { hostPortKey, labNodeId } from '@umlaut/contracts/model';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HostForwards } from './host-forwards.ts';
import { HostPorts } from './host-ports.ts';

const owner = labNodeId.parse('n-uuuuuuuuuu');
const forward = (hostPort: number, changes: Partial<FabricForward> = {}): FabricForward => ({
  protocol: 'tcp',
  hostPort,
  guestPort: 80,
  mac: null,
  ...changes,
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function make(ports = new HostPorts<typeof owner>()) {
  const taken = new Map<string, string>();
  const probed: string[] = [];
  const forwards = new HostForwards({
    owner,
    ports,
    probe: async (port) => {
      probed.push(hostPortKey(port));
      return taken.get(hostPortKey(port)) ?? null;
    },
    onChanged: () => {},
  });
  const set = async (...all: FabricForward[]) => {
    forwards.replace(all);
    forwards.check(Promise.resolve());
    await forwards.ready();
  };
  const free = () => forwards.free.map(({ hostPort }) => hostPort);
  return { forwards, taken, probed, set, free };
}

it('tries a port that is taken again and again, ever more rarely, and no other', async () => {
  const { taken, probed, set, free, forwards } = make();
  taken.set('tcp/80', 'EACCES').set('tcp/8080', 'EADDRINUSE');
  await set(forward(80), forward(8080), forward(8081));
  expect(free()).toEqual([8081]);
  expect(forwards.all.map(({ refusal }) => refusal?.status)).toEqual(['privileged', 'taken', undefined]);
  probed.length = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  // After 1, 3, 8, 18, 28, 38, 48 and 58 seconds.
  expect(probed.filter((key) => key === 'tcp/8080')).toHaveLength(8);
  expect(probed).not.toContain('tcp/8081');
  taken.clear();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(free()).toEqual([80, 8080, 8081]);
  probed.length = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(probed).toEqual([]);
});

it('looks at each once, however often the same is said', async () => {
  const { probed, set, forwards } = make();
  const both = [forward(8080), forward(8081)];
  forwards.replace(both);
  forwards.check(Promise.resolve());
  await set(...both);
  await set(...both);
  expect(probed).toEqual(['tcp/8080', 'tcp/8081']);
  // Elsewhere, it is another.
  await set(forward(8080, { mac: '02:00:00:00:00:01' }), forward(8081));
  expect(probed).toEqual(['tcp/8080', 'tcp/8081', 'tcp/8080']);
});

it('holds back what passt does not get, and tries that rarely', async () => {
  const { set, free, forwards } = make();
  await set(forward(8080), forward(8081));
  expect(forwards.refused({ protocol: 'tcp', hostPort: 8080 })).toBe(true);
  expect(forwards.refused({ protocol: 'tcp', hostPort: 8080 })).toBe(false);
  expect(free()).toEqual([8081]);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(free()).toEqual([8081]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(free()).toEqual([8080, 8081]);
});

it('leaves ports to others when it does not want them any more, and takes none that others have', async () => {
  const ports = new HostPorts<typeof owner>();
  const other = labNodeId.parse('n-vvvvvvvvvv');
  ports.claim(forward(8080), other);
  const { set, free, forwards } = make(ports);
  await set(forward(8080), forward(8081));
  expect(free()).toEqual([8081]);
  expect(forwards.all[0]?.refusal).toMatchObject({ status: 'taken', takenBy: other });
  ports.release(forward(8080), other);
  await vi.advanceTimersByTimeAsync(1000);
  expect(free()).toEqual([8080, 8081]);
  forwards.end();
  expect(ports.claim(forward(8081), other)).toBeNull();
});
