import { consoleName, machineState } from '@umlaut/contracts/model';
import type { ExitKind, MachineState } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { chooseConsole } from './choose-console.ts';

const [con0, con1, con2] = ['con0', 'con1', 'con2'].map((name) => consoleName.parse(name));
const consoles = [con1!, con0!, con2!];
const since = '2026-01-01T00:00:00Z';
const soon = Date.parse(since) + 1000;
const late = Date.parse(since) + 60_000;
const run = { bootId: 'b-aaaaaaaaaaaaaaaa', since };
const starting = machineState.parse({ phase: 'starting', ...run });
const running = machineState.parse({ phase: 'running', ...run, pid: 1 });

function stopped(kind: ExitKind): MachineState {
  const lastExit = { kind, at: since, message: '', code: null, signal: null, rung: null, lastLines: [] };
  return machineState.parse({ phase: 'stopped', lastExit });
}

it('keeps what a person picked', () => {
  const picked = { consoles, picked: con2!, state: running, loginActive: true, openedAt: late };
  expect(chooseConsole(picked)).toBe('con2');
});

it('forgets a pick that the machine does not have', () => {
  const picked = { consoles: [con1!], picked: con2!, state: running, loginActive: true, openedAt: late };
  expect(chooseConsole(picked)).toBe('con1');
});

it.each([
  { which: 'the kernel while it boots', state: starting, loginActive: null, openedAt: soon, shown: 'con0' },
  {
    which: 'the kernel until the login is ready',
    state: running,
    loginActive: false,
    openedAt: soon,
    shown: 'con0',
  },
  {
    which: 'the kernel when no login ever comes',
    state: running,
    loginActive: false,
    openedAt: late,
    shown: 'con0',
  },
  { which: 'the login once it is ready', state: running, loginActive: true, openedAt: soon, shown: 'con1' },
  {
    which: 'the login of a machine that has long been up',
    state: running,
    loginActive: null,
    openedAt: late,
    shown: 'con1',
  },
  {
    which: 'the kernel of a machine that may still boot',
    state: running,
    loginActive: null,
    openedAt: soon,
    shown: 'con0',
  },
  {
    which: 'the login after an orderly end',
    state: stopped('halted'),
    loginActive: null,
    openedAt: late,
    shown: 'con1',
  },
  {
    which: 'the kernel after a panic',
    state: stopped('panicked'),
    loginActive: null,
    openedAt: late,
    shown: 'con0',
  },
  {
    which: 'the kernel after a failed start',
    state: stopped('failed-to-start'),
    loginActive: true,
    openedAt: late,
    shown: 'con0',
  },
])('shows $which', ({ state, loginActive, openedAt, shown }) => {
  expect(chooseConsole({ consoles, picked: null, state, loginActive, openedAt })).toBe(shown);
});

it('shows the first console of a machine that has no login', () => {
  expect(
    chooseConsole({ consoles: [con0!], picked: null, state: running, loginActive: null, openedAt: late }),
  ).toBe('con0');
  expect(
    chooseConsole({ consoles: [], picked: null, state: running, loginActive: null, openedAt: late }),
  ).toBeNull();
});
