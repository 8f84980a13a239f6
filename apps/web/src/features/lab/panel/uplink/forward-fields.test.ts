import { labNode, type Machine, type MachineId, type PortForward } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { linkFixture, nodeIdFixture, switchFixture } from '../../lab.fixture.ts';
import { portProblem } from './port-text.ts';
import { firstTarget, onlyMachine, targetName, targetOf, targetOptions } from './target-options.ts';
import { tryCommand } from './try-command.ts';

describe('a port as it is typed', () => {
  it.each(['', '-5', '1e9', '0', '65536', '80.5', ' 8 0', '+80', '0x50'])('is not %j', (text) => {
    expect(portProblem(text)).not.toBeNull();
  });

  it.each(['1', '80', '65535', '0080'])('is %j', (text) => {
    expect(portProblem(text)).toBeNull();
  });
});

describe('the command to try a forward', () => {
  const forward = (protocol: 'tcp' | 'udp', guestPort: number): PortForward => ({
    protocol,
    hostPort: 8080,
    guestPort,
    target: null,
  });

  it.each([
    ['tcp', 80, 'curl http://127.0.0.1:8080'],
    ['tcp', 443, 'curl -k https://127.0.0.1:8080'],
    ['tcp', 22, 'ssh -p 8080 root@127.0.0.1'],
    ['tcp', 7, 'nc 127.0.0.1 8080'],
    ['udp', 53, 'nc -u 127.0.0.1 8080'],
  ] as const)('is for %s port %i %s', (protocol, port, command) => {
    expect(tryCommand(forward(protocol, port))).toBe(command);
  });
});

describe('the machines that a forward may lead to', () => {
  const host = (index: number) =>
    labNode.parse({
      id: nodeIdFixture(index),
      kind: 'machine',
      machineId: `m-${'abcd'.charAt(index).repeat(10)}`,
      position: { x: 0, y: 0 },
    });
  const uplink = labNode.parse({
    id: nodeIdFixture(4),
    kind: 'uplink',
    label: 'Internet',
    position: { x: 0, y: 0 },
  });
  const machine = (name: string, nics: number) =>
    ({
      name,
      nics: Array.from({ length: nics }, (_, number) => ({ number, transport: { kind: 'fabric' } })),
    }) as Machine;
  const machines = new Map([
    ['m-aaaaaaaaaa', machine('web', 1)],
    ['m-bbbbbbbbbb', machine('router', 2)],
  ] as [MachineId, Machine][]);
  // Links end at the port of their own number: web's 0, router's 1.
  const links = [linkFixture(0, [0, 3]), linkFixture(1, [1, 3]), linkFixture(2, [3, 4])];
  const document = {
    nodes: new Map([host(0), host(1), host(2), switchFixture(3), uplink].map((node) => [node.id, node])),
    links: new Map(links.map((link) => [link.id, link])),
  };

  it('are those of its network first, of several interfaces each', () => {
    const { here, elsewhere } = targetOptions(uplink.id, document, machines);
    expect(here.map(({ label }) => label)).toEqual(['web', 'router vec1']);
    expect(elsewhere.map(({ label }) => label)).toEqual(['router vec0']);
    expect(here.map(({ value }) => targetOf(value))).toEqual([
      { machine: nodeIdFixture(0), nic: null },
      { machine: nodeIdFixture(1), nic: 1 },
    ]);
    expect(firstTarget(uplink.id, document, machines)).toEqual({ machine: nodeIdFixture(0), nic: null });
  });

  it('are named even when they are gone', () => {
    const name = (index: number, nic: number | null) =>
      targetName({ machine: nodeIdFixture(index), nic }, document, machines);
    expect(name(9, null)).toBe('A machine that is gone');
    expect(name(2, null)).toBe('A machine that is gone');
    expect(name(0, 7)).toBe('web vec7, which is gone');
    expect(name(1, null)).toBe('router');
  });

  it('is said to be the only one when it is', () => {
    expect(onlyMachine(uplink.id, document, machines)).toBeNull();
    const [web, , wire] = links;
    const alone = new Map([web!, wire!].map((link) => [link.id, link]));
    expect(onlyMachine(uplink.id, { ...document, links: alone }, machines)).toBe('web');
  });
});
