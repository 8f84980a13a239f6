import { machineId, type Machine, type MachineId } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { planClones } from './clone-plan.ts';

const idOf = (letter: string): MachineId => machineId.parse(`m-${letter.repeat(10)}`);
const machine = (letter: string, name: string, phase: 'stopped' | 'running'): Machine =>
  ({ id: idOf(letter), name, state: { phase } }) as Machine;

it('names clones freely, each its own name, and leaves running machines and gone ones out', () => {
  const all = [
    machine('a', 'web', 'stopped'),
    machine('b', 'web-2', 'stopped'),
    machine('c', 'router', 'running'),
  ];
  const machines = new Map(all.map((one) => [one.id, one]));
  const plan = planClones([idOf('a'), idOf('b'), idOf('c'), idOf('d')], machines);
  expect(plan.clones.map(({ source, name }) => [source.name, name])).toEqual([
    ['web', 'web-3'],
    ['web-2', 'web-4'],
  ]);
  expect(plan.running.map(({ name }) => name)).toEqual(['router']);
});
