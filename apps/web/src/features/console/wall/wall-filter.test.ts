import type { Machine } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { wallEntries, type WallFilter } from './wall-filter.ts';

const machine = (name: string, phase: string): Machine =>
  ({ id: name, name, consoles: ['con0', 'con1', 'ssl0'], state: { phase } }) as never;
const machines = [machine('web10', 'running'), machine('web2', 'paused'), machine('old', 'stopped')];
const shown = (filter: Partial<WallFilter>): string[] =>
  wallEntries(machines, { text: '', kind: 'login', stopped: false, ...filter }).map(
    (entry) => `${entry.machine.name} ${entry.name}`,
  );

it('shows the logins of what runs, in the order that people count', () => {
  expect(shown({})).toEqual(['web2 con1', 'web10 con1']);
  expect(shown({ stopped: true })).toEqual(['old con1', 'web2 con1', 'web10 con1']);
});

it('filters by words, also by what a console is called', () => {
  expect(shown({ kind: 'all', text: 'web2' })).toEqual(['web2 con0', 'web2 con1', 'web2 ssl0']);
  expect(shown({ kind: 'all', text: 'WEB kernel' })).toEqual(['web2 con0', 'web10 con0']);
  expect(shown({ kind: 'kernel' })).toEqual(['web2 con0', 'web10 con0']);
});
