import { describe, expect, it } from 'vitest';
import { bareCommandLine } from './bare-command-line.ts';

const places = {
  umid: 'bare',
  umlDir: '/b/uml',
  cowPath: '/b/root.cow',
  shareDir: '/b/share',
  notifyPath: '/b/n',
};
const OURS = [
  '/usr/bin/linux.uml',
  'mem=128M',
  'umid=m-aaaaaaaaaa',
  'uml_dir=/run/x/uml',
  'ubd0=/home/disks/root.cow,/images/tiny.ext4',
  'root=/dev/ubda',
  'con=null',
  'con0=fd:0,fd:1',
  'con1=fd:5',
  'ssl=null',
  'hostfs=/home/share',
  'mconsole=notify:/run/x/notify',
];

describe('bareCommandLine', () => {
  it('changes places and nothing else', () => {
    const bare = bareCommandLine(OURS, places);
    expect(bare.kernelPath).toBe('/usr/bin/linux.uml');
    expect(bare.arguments).toEqual([
      'mem=128M',
      'umid=bare',
      'uml_dir=/b/uml',
      'ubd0=/b/root.cow,/images/tiny.ext4',
      'root=/dev/ubda',
      'con=null',
      'con0=fd:0,fd:1',
      'con1=fd:5',
      'ssl=null',
      'hostfs=/b/share',
      'mconsole=notify:/b/n',
    ]);
  });

  it('says on which descriptor each console comes out', () => {
    expect([...bareCommandLine(OURS, places).consoles]).toEqual([
      ['con0', 1],
      ['con1', 5],
    ]);
  });

  it('keeps flags of the disk, and a disk without a named backing file', () => {
    const ours = OURS.map((word) => (word.startsWith('ubd0') ? 'ubd0s=/home/root.cow' : word));
    expect(bareCommandLine(ours, places).arguments).toContain('ubd0s=/b/root.cow');
  });

  it.each([['ubd0'], ['con']])('refuses a machine without %s', (kind) => {
    const without = OURS.filter((word) => !word.startsWith(kind));
    expect(() => bareCommandLine(without, places)).toThrow('The machine has no');
  });
});
