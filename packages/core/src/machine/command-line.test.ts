import fc from 'fast-check';
import { isUmlautError } from '@umlaut/contracts/errors';
import { consoleName } from '@umlaut/contracts/model';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { describe, expect, it } from 'vitest';
import { consoleDescriptors, umlCommandLine } from './command-line.ts';
import { launchSpecFixture } from './launch-spec.fixture.ts';

const names = (...list: string[]): LaunchSpec['consoles'] => list.map((name) => consoleName.parse(name));

function failure(spec: LaunchSpec): { code: string; field: string | undefined } | null {
  try {
    umlCommandLine(spec);
    return null;
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return { code: error.code, field: error.field };
  }
}

describe('umlCommandLine', () => {
  it('says everything that UML would otherwise guess', () => {
    expect(umlCommandLine(launchSpecFixture())).toEqual([
      '/usr/bin/linux.uml',
      'mem=128M',
      'umid=m-abcdefgh23',
      'uml_dir=/run/umlaut/a1/m-abcdefgh23/uml/',
      'ubd0=/srv/umlaut/machines/m-abcdefgh23/disks/root.cow,/srv/umlaut/images/tiny.ext4',
      'root=/dev/ubda',
      'rw',
      'con=null',
      'ssl=null',
      'con0=fd:0,fd:1',
      'con1=fd:3,fd:3',
      'hostname=alpha',
      'hostfs=/srv/umlaut/machines/m-abcdefgh23/share',
      'noreboot',
      'mconsole=notify:/run/umlaut/a1/m-abcdefgh23/uml/notify',
      'pty.legacy_count=0',
    ]);
  });

  it('leads from the share to a root that is a directory', () => {
    const rootDir = '/srv/umlaut/machines/m-abcdefgh23/root';
    const words = umlCommandLine(launchSpecFixture({ rootDir, disks: [] }));
    expect(words).toContain('rootfstype=hostfs');
    expect(words).toContain('rootflags=../root');
    expect(words).toContain('hostfs=/srv/umlaut/machines/m-abcdefgh23/share');
    expect(words.filter((word) => /^(ubd|root=)/.test(word))).toEqual([]);
  });

  it('numbers descriptors in the order of the consoles, con0 apart', () => {
    expect([...consoleDescriptors(names('con1', 'con0', 'ssl3'))]).toEqual([
      ['con1', 3],
      ['con0', 0],
      ['ssl3', 4],
    ]);
  });

  it('marks read-only disks and leaves out a missing backing file', () => {
    const disks = [{ index: 3, path: '/d/x.img', backingPath: null, readOnly: true }];
    expect(umlCommandLine(launchSpecFixture({ disks }))).toContain('ubd3r=/d/x.img');
  });

  it.each<[string, Partial<LaunchSpec>, string]>([
    ['no con0', { consoles: names('con1') }, 'consoles'],
    ['a console twice', { consoles: names('con0', 'con0') }, 'consoles'],
    ['a blank in the host name', { hostname: 'a init=/bin/sh' }, 'hostname'],
    ['a newline in the host name', { hostname: 'a\n' }, 'hostname'],
    ['a comma in the root directory', { rootDir: '/srv/umlaut/machines/m-abcdefgh23/a,b' }, 'rootDir'],
    ['a root directory that is not beside the share', { rootDir: '/srv/root' }, 'rootDir'],
    ['a relative kernel', { kernelPath: 'linux' }, 'kernelPath'],
    ['a comma in a share', { shareDir: '/a,append' }, 'shareDir'],
    [
      'a colon in a disk',
      { disks: [{ index: 0, path: '/a:b', backingPath: null, readOnly: false }] },
      'disks.0.path',
    ],
    [
      '".." in a disk',
      { disks: [{ index: 0, path: '/a/../b', backingPath: null, readOnly: false }] },
      'disks.0.path',
    ],
    [
      'a blank in a backing file',
      { disks: [{ index: 0, path: '/a', backingPath: '/b c', readOnly: false }] },
      'disks.0.backingPath',
    ],
    [
      'a disk number out of range',
      { disks: [{ index: 16, path: '/a', backingPath: null, readOnly: false }] },
      'disks.0.index',
    ],
    ['half a MiB', { memoryMiB: 0.5 }, 'memoryMiB'],
    ['memory that is no number', { memoryMiB: Number.NaN }, 'memoryMiB'],
    ['a socket path over 107 bytes', { runtimeDir: `/${'r'.repeat(90)}` }, 'runtimeDir'],
    ['an emoji in a kernel word', { kernelArguments: ['a=🙂'] }, 'kernelArguments.0'],
    ['a NUL in a kernel word', { kernelArguments: ['ok', 'a\0b'] }, 'kernelArguments.1'],
    ['a quote in a kernel word', { kernelArguments: ['a="b'] }, 'kernelArguments.0'],
    ['4 KiB of kernel words', { kernelArguments: ['x'.repeat(4000)] }, 'kernelArguments'],
  ])('refuses %s and names the field', (_, changes, field) => {
    expect(failure(launchSpecFixture(changes))?.field).toBe(field);
  });

  it.each([
    'mem=1G',
    'umid=x',
    'uml_dir=/x',
    'ubd1=/etc/shadow',
    'con1=xterm',
    'ssl=pty',
    'vec0:transport=raw',
    'eth0=tuntap',
    'hostfs=/',
    'initrd=/etc/passwd',
    'mconsole=notify:/x',
    'iomem=a,/etc',
    '--help',
    'noreboot',
  ])('refuses the kernel word %s, which Umlaut sets', (word) => {
    expect(failure(launchSpecFixture({ kernelArguments: [word] }))?.field).toBe('kernelArguments.0');
  });

  it.each([
    'quiet',
    'console=tty0',
    'init=/bin/sh',
    'systemd.unit=rescue.target',
    'seccomp=on',
    'pty.legacy_count=9',
  ])('lets the kernel word %s through', (word) => {
    expect(umlCommandLine(launchSpecFixture({ kernelArguments: [word] })).at(-1)).toBe(word);
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.stringMatching(/^[/a-z ,:"\n\t=.-]{0,20}$/),
    fc.constantFrom('/a init=/bin/sh', 'x\numid=y', '/a,/etc/shadow', '/a\tubd1=/b', '../../etc', ' mem=1'),
  );

  const places = ['hostname', 'kernelPath', 'shareDir', 'runtimeDir', 'disk', 'backing', 'kernel'] as const;

  it('never lets a value become another option', () => {
    fc.assert(fc.property(hostile, fc.constantFrom(...places), checkNoInjection));
  });

  function checkNoInjection(value: string, place: (typeof places)[number]): void {
    const words = accepted(specWith(value, place));
    if (words === null) return;
    // The kernel splits at white space: the same words must come out of it, with the same keys.
    expect(words.join(' ').split(/\s+/)).toEqual(words);
    const plain = umlCommandLine(launchSpecFixture(place === 'kernel' ? { kernelArguments: ['x'] } : {}));
    expect(keys(words).slice(0, 14)).toEqual(keys(plain).slice(0, 14));
    expect(words.find((word) => word.startsWith('ubd0='))?.split(',').length).toBeLessThanOrEqual(2);
  }

  function specWith(value: string, place: (typeof places)[number]): LaunchSpec {
    const disk = { index: 0, path: '/d', backingPath: '/b', readOnly: false };
    return launchSpecFixture({
      ...(place === 'hostname' ? { hostname: value } : {}),
      ...(place === 'kernelPath' ? { kernelPath: value } : {}),
      ...(place === 'shareDir' ? { shareDir: value } : {}),
      ...(place === 'runtimeDir' ? { runtimeDir: value } : {}),
      ...(place === 'disk' ? { disks: [{ ...disk, path: value }] } : {}),
      ...(place === 'backing' ? { disks: [{ ...disk, backingPath: value }] } : {}),
      ...(place === 'kernel' ? { kernelArguments: [value] } : {}),
    });
  }

  function accepted(spec: LaunchSpec): string[] | null {
    try {
      return umlCommandLine(spec);
    } catch (error) {
      if (isUmlautError(error)) return null;
      throw error;
    }
  }
});

const keys = (words: string[]): string[] => words.slice(1).map((word) => word.split('=')[0] ?? '');
