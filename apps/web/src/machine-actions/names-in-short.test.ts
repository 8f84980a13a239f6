import { expect, it } from 'vitest';
import { namesInShort } from './names-in-short.ts';

it('names a few and counts the rest', () => {
  expect(namesInShort([])).toBe('');
  expect(namesInShort(['a'])).toBe('a');
  expect(namesInShort(['a', 'b', 'c'])).toBe('a, b and c');
  expect(namesInShort('abcdefg'.split(''))).toBe('a, b, c, d, e and 2 more');
});
