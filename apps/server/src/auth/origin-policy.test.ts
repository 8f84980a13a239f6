import { describe, expect, it } from 'vitest';
import { OriginPolicy } from './origin-policy.ts';

const loopback = new OriginPolicy({ boundHost: '127.0.0.1', allowedHosts: ['lab.example'] });
const wildcard = new OriginPolicy({ boundHost: '0.0.0.0', allowedHosts: [] });

describe('OriginPolicy', () => {
  it.each([
    '127.0.0.1:7810',
    'localhost:7810',
    'localhost',
    '[::1]:7810',
    'umlaut.localhost:1',
    'lab.example',
  ])('answers to %s', (host) => {
    expect(() => loopback.check({ host })).not.toThrow();
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'evil.example:7810',
    '10.0.0.1',
    'localhost.evil.example',
    'a b',
    '127.0.0.1@evil.example',
    '[::1',
    '127.0.0.1/x',
  ])('does not answer to %s', (host) => {
    expect(() => loopback.check(host === undefined ? {} : { host })).toThrow(
      expect.objectContaining({ code: 'FOREIGN_ORIGIN', field: 'host' }),
    );
  });

  it('answers to any address, but to no foreign name, when bound to all', () => {
    expect(() => wildcard.check({ host: '192.0.2.7:7810' })).not.toThrow();
    expect(() => wildcard.check({ host: '[2001:db8::1]:7810' })).not.toThrow();
    expect(() => wildcard.check({ host: 'evil.example:7810' })).toThrow('does not answer');
  });

  it('takes its own origin and configured ones', () => {
    expect(() => loopback.check({ host: 'localhost:7810', origin: 'http://localhost:7810' })).not.toThrow();
    expect(() => loopback.check({ host: 'localhost:7810', origin: 'https://lab.example' })).not.toThrow();
  });

  it.each([
    'null',
    'http://localhost:7811',
    'http://evil.example',
    'http://127.0.0.1:7810',
    'file://',
    '',
    'x',
  ])('refuses the origin %j', (origin) => {
    expect(() => loopback.check({ host: 'localhost:7810', origin })).toThrow(
      expect.objectContaining({ code: 'FOREIGN_ORIGIN', field: 'origin' }),
    );
  });
});
