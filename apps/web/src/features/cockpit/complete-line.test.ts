import { describe, expect, it } from 'vitest';
import { abilities } from './abilities.fixture.ts';
import { completeLine, sharedBeginning } from './complete-line.ts';

const words = (text: string): string[] => completeLine(text, abilities).map(({ word }) => word);
const lines = (text: string): string[] => completeLine(text, abilities).map(({ line }) => line);

describe('completeLine', () => {
  it('offers the commands, with a blank where something must follow', () => {
    expect(lines('st')).toEqual(['stop', 'stack ']);
    expect(lines('sy')).toEqual(['sysrq ']);
  });

  it('offers nothing where the line is complete or unknown', () => {
    expect(lines('version')).toEqual([]);
    expect(lines('frob')).toEqual([]);
    expect(lines('version ')).toEqual([]);
  });

  it('offers sysrq keys with what they do', () => {
    expect(completeLine('sysrq ', abilities).map(({ word, detail }) => [word, detail])).toEqual([
      ['m', 'Show memory'],
      ['t', 'Show tasks (blocked)'],
      ['s', 'Sync'],
      ['c', 'Crash'],
    ]);
  });

  it('offers the devices within their numbers', () => {
    expect(words('config ubd')).toHaveLength(16);
    expect(lines('config con15')).toEqual(['config con15=']);
    expect(lines('config vec3')).toContain('config vec31:');
    expect(lines('config m')).toEqual(['config mem=']);
  });

  it('offers for removal only what can be removed', () => {
    expect(words('remove m')).toEqual([]);
    expect(lines('remove ubdb')).toEqual([]);
    expect(lines('remove ubd')[1]).toBe('remove ubdb');
  });

  it('offers the channels of a line, for both directions', () => {
    expect(lines('config con1=p')).toEqual(['config con1=pts', 'config con1=pty', 'config con1=port:']);
    expect(lines('config con1=null,pt')).toEqual(['config con1=null,pts', 'config con1=null,pty']);
    expect(lines('config con1=port:')).toEqual([]);
  });

  it('offers the transports of a vector device', () => {
    expect(lines('config vec0:')).toEqual(['config vec0:transport=']);
    expect(lines('config vec0:transport=l')).toEqual(['config vec0:transport=l2tpv3']);
  });

  it('offers the files of /proc that are known to answer', () => {
    expect(lines('proc mem')).toEqual(['proc meminfo']);
    expect(lines('proc 1/root/etc/os')).toEqual(['proc 1/root/etc/os-release']);
  });
});

describe('sharedBeginning', () => {
  it('is as far as all agree', () => {
    expect(sharedBeginning(completeLine('proc 1/m', abilities))).toBe('proc 1/mount');
    expect(sharedBeginning(completeLine('sysrq ', abilities))).toBe('sysrq ');
    expect(sharedBeginning([])).toBe('');
  });
});
