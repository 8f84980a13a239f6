import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capabilitiesOf } from './capabilities.ts';
import { elfObjection } from './elf-header.ts';
import { parseConfig } from './kernel-config.ts';
import { isAtLeast, parseVersion } from './kernel-version.ts';

function elf(changes: { type?: number; machine?: number; class?: number } = {}): Buffer {
  const head = Buffer.alloc(64);
  head.write('\u007FELF', 'latin1');
  head[4] = changes.class ?? 2;
  head[5] = 1;
  head.writeUInt16LE(changes.type ?? 3, 16);
  head.writeUInt16LE(changes.machine ?? 62, 18);
  return head;
}

/** Available keys of a kernel. */
function keys(version: string, config: string, help = ''): string[] {
  return capabilitiesOf({ version, config: parseConfig(config), help })
    .filter(({ available }) => available)
    .map(({ key }) => key);
}

describe('elfObjection', () => {
  it('lets 64-bit x86 programs pass', () => {
    expect(elfObjection(elf())).toBeNull();
    expect(elfObjection(elf({ type: 2 }))).toBeNull();
  });

  it.each([
    ['a shell script', Buffer.from('#!/bin/sh\necho 6.1\n'), /not a Linux program/],
    ['an empty file', Buffer.alloc(0), /not a Linux program/],
    ['a 32-bit program', elf({ class: 1 }), /64-bit/],
    ['a program for arm64', elf({ machine: 183 }), /another processor/],
    ['an object file', elf({ type: 1 }), /part of a program/],
  ])('refuses %s', (_, head, message) => {
    expect(elfObjection(head)).toMatch(message);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(elfObjection(Buffer.from(bytes))).not.toBe('');
        expect(() => elfObjection(Buffer.concat([elf().subarray(0, 8), bytes]))).not.toThrow();
      }),
    );
  });
});

describe('parseVersion', () => {
  it.each([
    ['6.1.176\n', '6.1.176'],
    ['7.2.0-rc1+\n', '7.2.0-rc1+'],
    ['ls (GNU coreutils) 9.1\n', null],
    ['6.1.176 and more', null],
    ['', null],
  ])('reads %j as %j', (output, version) => {
    expect(parseVersion(output)).toBe(version);
  });

  it('orders releases by number, not by text', () => {
    expect(isAtLeast('6.12.94', 6, 2)).toBe(true);
    expect(isAtLeast('6.2.1', 6, 12)).toBe(false);
    expect(isAtLeast('7.0', 6, 12)).toBe(true);
    expect(isAtLeast('6.12-rc1', 6, 12)).toBe(true);
  });
});

describe('capabilitiesOf', () => {
  it('offers every vector transport of its version once vectors are built in', () => {
    expect(keys('6.1.176', 'CONFIG_UML_NET_VECTOR=y')).toEqual([
      'hostname',
      'net.vector',
      ...['tap', 'hybrid', 'raw', 'gre', 'l2tpv3', 'bess', 'fd'].map((t) => `net.vector.${t}`),
    ]);
    expect(keys('6.12.1', 'CONFIG_UML_NET_VECTOR=y')).toContain('net.vector.vde');
  });

  it('takes seccomp from the help text, and several processors only with it', () => {
    expect(keys('7.2.7', '', 'seccomp=<on|auto|off>\n    ...')).toContain('seccomp');
    expect(keys('7.2.7', 'CONFIG_SMP=y')).not.toContain('smp');
    expect(keys('7.2.7', 'CONFIG_SMP=y', 'ncpus=<# of desired CPUs>\n')).toContain('smp');
  });

  it('does not take a module for a root file system, but does for what can be loaded later', () => {
    const available = keys('6.1', 'CONFIG_XFS_FS=m\nCONFIG_HOSTFS=m\n# CONFIG_EXT4_FS is not set\n');
    expect(available).toContain('hostfs');
    expect(available).not.toContain('fs.xfs');
    expect(available).not.toContain('fs.ext4');
  });

  it('gives a reason for whatever is missing', () => {
    const all = capabilitiesOf({ version: '5.10', config: new Map(), help: '' });
    expect(all.filter(({ available, note }) => !available && note === null)).toEqual([]);
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
});
