import { describe, expect, it } from 'vitest';
import { classifyExit, type RunEnding } from './exit-classification.ts';

const ending = (changes: Partial<RunEnding>): RunEnding => ({
  code: 0,
  signal: null,
  sandboxed: true,
  kernelUp: true,
  goal: null,
  rung: null,
  panic: null,
  rebootAsked: false,
  tidiedUp: false,
  spawnError: null,
  consoleTail: '',
  at: '2026-01-02T03:04:05.000Z',
  ...changes,
});

const HALTED = '[    3.1] reboot: System halted\r\n';
const RESTARTING = '[    3.1] reboot: Restarting system\r\n';

describe('classifyExit', () => {
  it.each<[string, Partial<RunEnding>, string, RegExp]>([
    ['poweroff inside (6.1)', { consoleTail: HALTED }, 'halted', /shut down/],
    ['poweroff inside (7.2)', { consoleTail: '[    1.0] reboot: Power down' }, 'halted', /shut down/],
    ['poweroff with a status of its own', { code: 3, consoleTail: HALTED }, 'halted', /shut down/],
    ['poweroff whose status looks like a signal', { code: 200, consoleTail: HALTED }, 'halted', /shut down/],
    ['mconsole halt, which says nothing', {}, 'halted', /nothing in the guest was asked/],
    ['mconsole reboot, which says nothing', { rebootAsked: true }, 'rebooted', /rebooted/],
    [
      'a halt after mconsole reboot was refused',
      { rebootAsked: true, consoleTail: HALTED },
      'halted',
      /shut down/,
    ],
    ['reboot inside', { consoleTail: RESTARTING }, 'rebooted', /rebooted/],
    ['an earlier reboot line, then a halt', { consoleTail: RESTARTING + HALTED }, 'halted', /shut down/],
    ['shutdown by cad', { goal: 'shutdown', rung: 'cad', consoleTail: RESTARTING }, 'halted', /shut down/],
    ['reboot by cad', { goal: 'reboot', rung: 'cad', consoleTail: HALTED }, 'rebooted', /rebooted/],
    ['shutdown by mconsole halt', { goal: 'shutdown', rung: 'halt' }, 'halted', /mconsole/],
    ['shutdown by SIGTERM', { goal: 'shutdown', rung: 'sigterm', code: 1 }, 'killed', /SIGTERM/],
    [
      'SIGTERM before the kernel was up',
      { goal: 'shutdown', rung: 'sigterm', code: 1, kernelUp: false },
      'killed',
      /SIGTERM/,
    ],
    ['shutdown by SIGKILL', { goal: 'shutdown', rung: 'sigkill', code: 137 }, 'killed', /SIGKILL/],
    ['power-off', { goal: 'power-off', rung: 'sigkill', code: 137 }, 'killed', /Powered off/],
    [
      'power-off before the kernel was up',
      { goal: 'power-off', rung: 'sigkill', code: 137, kernelUp: false },
      'killed',
      /Powered off/,
    ],
    ['SIGKILL by somebody else', { code: 137 }, 'killed', /SIGKILL that did not come from Umlaut/],
    ['the same without a sandbox', { sandboxed: false, code: null, signal: 'SIGKILL' }, 'killed', /SIGKILL/],
    [
      'a panic that was notified',
      { code: 134, panic: 'sysrq triggered crash' },
      'panicked',
      /^Kernel panic: sysrq triggered crash$/,
    ],
    [
      'a panic on the console only',
      {
        code: 134,
        consoleTail:
          '<0>[ 1.2] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(98,0)\r\n',
      },
      'panicked',
      /Unable to mount root/,
    ],
    [
      'a panic while initcalls ran',
      { code: 134, kernelUp: false, consoleTail: 'Kernel panic - not syncing: Segfault with no mm' },
      'failed-to-start',
      /Segfault with no mm/,
    ],
    [
      'an abort after a shutdown',
      { code: 134, tidiedUp: true, panic: 'Segfault with no mm', consoleTail: HALTED },
      'halted',
      /shut down/,
    ],
    [
      'an abort after a reboot',
      { code: 134, tidiedUp: true, panic: 'Segfault with no mm', consoleTail: RESTARTING },
      'rebooted',
      /rebooted/,
    ],
    [
      'an abort after mconsole halt',
      { code: 134, tidiedUp: true, goal: 'shutdown', rung: 'halt' },
      'halted',
      /mconsole/,
    ],
    [
      'an abort before there was a umid folder',
      { code: 134, tidiedUp: true, kernelUp: false },
      'failed-to-start',
      /SIGABRT/,
    ],
    [
      'a panic while the guest shut down',
      { code: 134, panic: 'Fatal exception', consoleTail: RESTARTING },
      'panicked',
      /Fatal exception/,
    ],
    ['an abort without a panic', { code: 134 }, 'killed', /SIGABRT/],
    [
      'UML that refuses',
      {
        code: 1,
        kernelUp: false,
        consoleTail: 'Core dump limits :\r\nToo few physical memory! Needed=19, given=16\r\n',
      },
      'failed-to-start',
      /^Too few physical memory/,
    ],
    [
      'bwrap that refuses',
      {
        code: 1,
        kernelUp: false,
        consoleTail: "bwrap: Can't find source path /x: No such file or directory\r\n",
      },
      'failed-to-start',
      /^bwrap: Can't find/,
    ],
    ['a silent end', { code: 7, kernelUp: false }, 'failed-to-start', /status 7/],
    ['SIGSEGV before a word was said', { code: 139, kernelUp: false }, 'failed-to-start', /SIGSEGV/],
    [
      'a program that is not there',
      { code: null, kernelUp: false, spawnError: 'ENOENT' },
      'failed-to-start',
      /ENOENT/,
    ],
    ['a status that nothing explains', { code: 9 }, 'crashed', /status 9/],
  ])('%s', (_, changes, kind, message) => {
    const exit = classifyExit(ending(changes));
    expect(exit.kind).toBe(kind);
    expect(exit.message).toMatch(message);
  });

  it('tells a halt at once from an orderly end', () => {
    expect(classifyExit(ending({})).abrupt).toBe(true);
    expect(classifyExit(ending({ goal: 'shutdown', rung: 'halt' })).abrupt).toBe(true);
    expect(classifyExit(ending({ consoleTail: HALTED })).abrupt).toBeUndefined();
    expect(classifyExit(ending({ rebootAsked: true })).abrupt).toBeUndefined();
  });

  it('turns a status of bwrap back into the signal', () => {
    expect(classifyExit(ending({ code: 137 }))).toMatchObject({ code: null, signal: 'SIGKILL' });
    expect(classifyExit(ending({ code: 137, sandboxed: false }))).toMatchObject({ code: 137, signal: null });
  });

  it('reports a rung only when a stop was asked for', () => {
    expect(classifyExit(ending({ goal: 'shutdown', rung: 'cad' })).rung).toBe('cad');
    expect(classifyExit(ending({ rung: 'cad' })).rung).toBeNull();
  });

  it('keeps the cause of a panic, however long its trace', () => {
    const trace = Array.from({ length: 60 }, (_, line) => `  [<6000>] call ${line}\n`).join('');
    const consoleTail = `before\nKernel panic - not syncing: Oops\n${trace}`;
    const { lastLines } = classifyExit(ending({ code: 134, consoleTail }));
    expect(lastLines.slice(0, 3)).toEqual([
      'before',
      'Kernel panic - not syncing: Oops',
      '  [<6000>] call 0',
    ]);
    expect(lastLines).toHaveLength(40);
  });

  it('keeps the last 40 lines, without escapes', () => {
    const text = Array.from({ length: 50 }, (_, line) => `\u001b[1;31mline ${line}\u001b[0m\r\n`).join('');
    const { lastLines } = classifyExit(ending({ consoleTail: `${text}\u001b]0;title\u0007\r\n\r\n` }));
    expect(lastLines).toHaveLength(40);
    expect(lastLines[0]).toBe('line 10');
    expect(lastLines.at(-1)).toBe('line 49');
  });
});
