import type { LabFileMachine } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { fileFixture } from './lab-file.fixture.ts';
import { nicProblems } from './nic-problems.ts';

const HOST = { namespace: null, tun: null, hasOwnTun: true, missing: new Set<string>() };
const machine = (kind: string, rest = {}): object => ({
  kind: 'machine',
  position: { x: 0, y: 0 },
  interfaces: [{ number: 0, transport: { kind } }],
  ...rest,
});
const kernelOf = (): null => null;

it('says nothing of what works here', () => {
  const file = fileFixture({ nodes: { web: machine('fabric'), db: machine('tuntap') }, links: [] });
  expect(nicProblems(file, { host: HOST, kernelOf })).toEqual([]);
});

it('says once which machines need what this host does not have, and what helps', () => {
  const tun = { reason: 'There is no /dev/net/tun.', remedy: 'sudo modprobe tun' };
  const nodes = Object.fromEntries(
    ['web', 'db', 'mail', 'dns', 'log'].map((name) => [
      name,
      machine('tuntap', name === 'web' ? { name: 'www' } : {}),
    ]),
  );
  const file = fileFixture({ nodes: { ...nodes, plain: machine('fabric') }, links: [] });
  const host = { ...HOST, tun, hasOwnTun: false };
  expect(nicProblems(file, { host, kernelOf })).toEqual([
    'www, db, mail and 2 more will not start here, with an interface of the kind "tuntap": ' +
      'There is no /dev/net/tun. sudo modprobe tun',
  ]);
});

it('asks the kernel that the machine would have', () => {
  const file = fileFixture({
    nodes: { web: machine('slirp', { kernel: 'old' }) },
    kernels: { old: { version: '4.9' } },
    links: [],
  });
  const asked: (string | undefined)[] = [];
  const [problem] = nicProblems(file, {
    host: HOST,
    kernelOf: ({ kernel }: LabFileMachine) => {
      asked.push(kernel);
      return { version: '4.9', capabilities: [] } as never;
    },
  });
  expect(asked).toEqual(['old']);
  expect(problem).toMatch(/^web will not start here.*Linux 4\.9/);
});
