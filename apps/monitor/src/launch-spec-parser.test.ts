import { launchSpec } from '@umlaut/contracts/monitor';
import { describe, expect, it } from 'vitest';
import { parseLaunchSpec } from './launch-spec-parser.ts';

const GOOD = launchSpec.parse({
  machineId: 'm-abcdefgh23',
  bootId: 'b-abcdefghijklmnop',
  machineDir: '/m',
  runtimeDir: '/r',
  kernelPath: '/k',
  memoryMiB: 64,
  hostname: 'a',
  consoles: ['con0'],
  hostLines: [{ name: 'ssl0', channel: { kind: 'port', port: 9000 } }],
  disks: [{ index: 0, path: '/d', backingPath: null, readOnly: false }],
  shareDir: '/s',
  kernelArguments: ['quiet'],
  isolation: 'plain',
  runAs: { uid: 1, gid: 1 },
  consoleLogLimitBytes: 1,
  stopBudgetsMs: { cad: 1 },
});

describe('parseLaunchSpec', () => {
  it('reads what the schema of the contract wrote', () => {
    expect(parseLaunchSpec(JSON.stringify(GOOD))).toEqual(GOOD);
  });

  it('does without what is optional', () => {
    const { stopBudgetsMs: _, hostLines: __, ...rest } = GOOD;
    expect(parseLaunchSpec(JSON.stringify(rest))).toEqual(rest);
  });

  it.each(Object.keys(GOOD))('names %s when it is of the wrong type', (key) => {
    expect(() => parseLaunchSpec(JSON.stringify({ ...GOOD, [key]: [{}] }))).toThrow(`"${key}"`);
  });

  it('refuses what is no object', () => {
    expect(() => parseLaunchSpec('[]')).toThrow('object');
  });
});
