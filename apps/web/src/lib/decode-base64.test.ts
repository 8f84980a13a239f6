import { expect, it } from 'vitest';
import { decodeBase64 } from './decode-base64.ts';

it('gives every byte back', () => {
  const all = Uint8Array.from({ length: 256 }, (_, index) => index);
  expect(decodeBase64(btoa(String.fromCharCode(...all)))).toEqual(all);
});
