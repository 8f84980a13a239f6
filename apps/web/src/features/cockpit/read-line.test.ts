import { describe, expect, it } from 'vitest';
import { abilities } from './abilities.fixture.ts';
import { readLine } from './read-line.ts';

describe('readLine', () => {
  it('takes the danger of a sysrq from its key', () => {
    expect(readLine('sysrq m', abilities)).toMatchObject({ danger: 'report', canBeLossless: true });
    expect(readLine('sysrq c', abilities)).toMatchObject({ danger: 'destroys', canBeLossless: false });
  });

  it('gives the reason why a key is blocked', () => {
    expect(readLine('sysrq t', abilities).blocked).toBe('Panics Linux 6.1');
  });

  it('wants the whole word, as the server does', () => {
    expect(readLine(' halt ', abilities)).toMatchObject({ command: { name: 'halt' }, danger: 'destroys' });
    expect(readLine('haltnow', abilities).command).toBeNull();
  });

  it('lets a stack be asked without loss, and what leads to a disk not', () => {
    expect(readLine('stack 1', abilities)).toMatchObject({ canBeLossless: true, isLong: true });
    expect(readLine('proc mounts', abilities)).toMatchObject({ canBeLossless: true, isLong: false });
    expect(readLine('proc 1/root/etc/passwd', abilities).canBeLossless).toBe(false);
  });

  it('knows nothing of a word that is no command', () => {
    expect(readLine('frobnicate', abilities)).toEqual({
      command: null,
      key: null,
      danger: 'report',
      blocked: null,
      canBeLossless: false,
      isLong: false,
    });
  });
});
