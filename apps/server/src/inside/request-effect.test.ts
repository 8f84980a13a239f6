import { checkRequest, describeAbilities } from '@umlaut/core/mconsole';
import { describe, expect, it } from 'vitest';
import { dangerOf, interfaceOf, memoryTakenBy, needsQueue, stateChangeOf } from './request-effect.ts';

const abilities = describeAbilities('7.2.7');
const read = (line: string): ReturnType<typeof checkRequest> =>
  checkRequest(line, { kernelVersion: '7.2.7', paused: false });

describe('dangerOf', () => {
  it.each([
    ['version', 'report'],
    ['proc meminfo', 'report'],
    ['config ubd0', 'report'],
    ['config ubdb=/x', 'changes'],
    ['config vec0:transport=tap', 'changes'],
    ['config mem=-4M', 'changes'],
    ['remove ubdb', 'changes'],
    ['sysrq m', 'report'],
    ['sysrq t', 'report'],
    ['sysrq z', 'report'],
    ['sysrq s', 'changes'],
    ['sysrq c', 'destroys'],
    ['log hello', 'changes'],
    ['halt', 'destroys'],
    ['cad', 'destroys'],
  ])('of "%s" is %s', (line, expected) => {
    expect(dangerOf(read(line), abilities)).toBe(expected);
  });
});

describe('interfaceOf', () => {
  it.each([
    ['config vec0:transport=tap', 'vec0'],
    ['config eth12=daemon', 'eth12'],
    ['remove vec0', null],
    ['config ubdb=/x', null],
  ])('of "%s" is %s', (line, expected) => expect(interfaceOf(read(line))).toBe(expected));
});

describe('stateChangeOf', () => {
  it.each([
    ['halt', 'ends'],
    ['reboot', 'ends'],
    ['sysrq b', 'ends'],
    ['sysrq c', 'ends'],
    ['sysrq o', 'ends'],
    ['sysrq m', null],
    ['stop', 'pauses'],
    ['go', 'resumes'],
    ['cad', null],
    ['log go', null],
  ])('of "%s" is %s', (line, expected) => {
    expect(stateChangeOf(read(line))).toBe(expected);
  });
});

describe('memoryTakenBy', () => {
  it.each([
    ['config mem=-16M', 16],
    ['config mem=-16m', 16],
    ['config mem=-1G', 1024],
    ['config mem=-1025k', 2],
    ['config mem=-1', 1],
    ['config mem=+16M', 0],
    ['config mem', 0],
    ['log mem=-16M', 0],
  ])('of "%s" is %i', (line, expected) => {
    expect(memoryTakenBy(read(line))).toBe(expected);
  });
});

it('knows what a stuck work queue still answers', () => {
  const free = ['help', 'cad', 'sysrq m', 'stack 1', 'log x', 'go'];
  expect(free.filter((line) => needsQueue(read(line), abilities))).toEqual([]);
  for (const line of ['version', 'proc stat', 'config ubd0', 'stop', 'halt', 'reboot', 'remove ubdb']) {
    expect([line, needsQueue(read(line), abilities)]).toEqual([line, true]);
  }
});
