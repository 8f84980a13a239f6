import type { GuestInterface } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { interfaceStatus } from './interface-status.ts';

const of = (operstate: string, up: boolean, name = 'vec0'): ReturnType<typeof interfaceStatus> => {
  const base: Partial<GuestInterface> = { name, operstate, up };
  return interfaceStatus(base as GuestInterface);
};

describe('interfaceStatus', () => {
  it.each([
    ['up', true, { tone: 'good', label: 'up' }],
    ['down', false, { tone: 'bad', label: 'down' }],
    ['unknown', false, { tone: 'bad', label: 'down' }],
    ['unknown', true, { tone: 'good', label: 'up (unknown)' }],
    ['down', true, { tone: 'bad', label: 'down' }],
    ['lowerlayerdown', true, { tone: 'bad', label: 'lowerlayerdown' }],
    ['dormant', true, { tone: 'warn', label: 'dormant' }],
  ] as const)('%s, on: %s', (operstate, up, status) => {
    expect(of(operstate, up)).toMatchObject(status);
  });

  it('has nothing to doubt about the loopback', () => {
    expect(of('unknown', true, 'lo').label).toBe('up');
  });
});
