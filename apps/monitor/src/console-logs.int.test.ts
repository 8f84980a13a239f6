import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { consoleName, type ConsoleName } from '@umlaut/contracts/model';
import { machineFiles } from '@umlaut/core/machine';
import { ConsoleSession, type MonitorClient } from '@umlaut/core/monitor-client';
import { createTestMachine, expectSoon, type TestMachine } from '@umlaut/testkit';
import { expect, it } from 'vitest';

const LIMIT = 1_048_576;
const [CON0, CON1, CON2] = ['con0', 'con1', 'con2'].map((name) => consoleName.parse(name)) as [
  ConsoleName,
  ConsoleName,
  ConsoleName,
];
/** One print: 630,000 bytes, more than half the limit. */
const LINES = 6_000;
const LINE = 'x'.repeat(97);

/** The segments of a console, oldest first. */
function segments(machine: TestMachine, name: ConsoleName): string[] {
  const dir = machineFiles(machine.spec.machineDir).consoleDir(name);
  const names = readdirSync(dir).filter((file) => file.endsWith('.log'));
  return names.toSorted().map((file) => join(dir, file));
}

function kept(machine: TestMachine, name: ConsoleName): string {
  return segments(machine, name)
    .map((file) => readFileSync(file, 'latin1'))
    .join('');
}

/** What is left of a console's prints. */
function prints(machine: TestMachine, name: ConsoleName): { begun: number; ended: string[] } {
  const text = kept(machine, name);
  const ended = [...text.matchAll(/^(\w+)-42/gm)].map(([, mark]) => mark ?? '');
  return { begun: text.split(`100000 ${LINE}`).length - 1, ended };
}

/** Prints numbered lines, and waits until all of them are on disk. */
async function print(
  machine: TestMachine,
  client: MonitorClient,
  name: ConsoleName,
  mark: string,
): Promise<void> {
  using shell = new ConsoleSession(client.openConsole(name, new URLSearchParams({ tail: '4096' })));
  await shell.expect(/# /);
  shell.type(`seq ${100_000} ${100_000 + LINES - 1} | sed 's/$/ ${LINE}/'; echo ${mark}-$((40+2))`);
  await shell.expect(new RegExp(`${mark}-42`));
  await expectSoon(`${mark} is on disk`, () => kept(machine, name).includes(`${mark}-42`));
}

it('keeps all consoles of a machine within one limit: the oldest segment of any of them goes first', async () => {
  await using machine = await createTestMachine({
    consoles: [CON0, CON1, CON2],
    consoleLogLimitBytes: LIMIT,
  });
  const client = await machine.launch();
  const total = (): number =>
    [CON0, CON1, CON2]
      .flatMap((name) => segments(machine, name))
      .reduce((sum, file) => sum + statSync(file).size, 0);

  await print(machine, client, CON1, 'first');
  expect(prints(machine, CON1)).toEqual({ begun: 1, ended: ['first'] });
  await print(machine, client, CON2, 'second');
  expect(total()).toBeLessThanOrEqual(LIMIT);
  // What con1 said first made room; what it said last, and all of con2, is there.
  expect(prints(machine, CON1)).toEqual({ begun: 0, ended: ['first'] });
  expect(prints(machine, CON2)).toEqual({ begun: 1, ended: ['second'] });

  await print(machine, client, CON2, 'third');
  expect(total()).toBeLessThanOrEqual(LIMIT);
  // Of con1 and of the kernel's log only what is written now is left; con2 gave the beginning of its first print.
  expect(segments(machine, CON1)).toHaveLength(1);
  expect(segments(machine, CON0)).toHaveLength(1);
  expect(prints(machine, CON2)).toEqual({ begun: 1, ended: ['second', 'third'] });
  await client.command({ command: 'power-off' });
});
