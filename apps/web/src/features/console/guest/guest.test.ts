import { guestLinkId } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { guestConsoleUrl } from './guest-address.ts';
import { readGuestToken } from './guest-token.ts';

describe('readGuestToken', () => {
  it.each([
    ['#token=abc_-9', 'abc_-9'],
    ['token=abc', 'abc'],
    ['', null],
    ['#token=', null],
    ['#token=a%20b', null],
    ['#x=y', null],
  ])('reads %j as %j', (hash, token) => expect(readGuestToken(hash)).toBe(token));
});

describe('guestConsoleUrl', () => {
  it('names the link, the page and where to go on', () => {
    const link = guestLinkId.parse('g-aaaaaaaaaa');
    expect(guestConsoleUrl(link, 'https://lab.example/guest', { from: 7, me: 't' })).toBe(
      'wss://lab.example/api/v1/guest/g-aaaaaaaaaa/console?me=t&from=7',
    );
    expect(guestConsoleUrl(link, 'http://127.0.0.1:1/', { from: null, me: 't' })).toBe(
      'ws://127.0.0.1:1/api/v1/guest/g-aaaaaaaaaa/console?me=t',
    );
  });
});
