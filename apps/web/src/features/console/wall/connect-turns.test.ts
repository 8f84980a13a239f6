import { expect, it } from 'vitest';
import { ConnectTurns } from './connect-turns.ts';

/** Five that want to connect, two at a time; each leaves its name when it begins. */
function five(): { begun: string[]; done: (name: string) => void } {
  const turns = new ConnectTurns(2);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  for (const name of ['a', 'b', 'c', 'd', 'e']) {
    ends.set(
      name,
      turns.take(() => begun.push(name)),
    );
  }
  return { begun, done: (name) => ends.get(name)?.() };
}

it('lets as many begin as there is room, the others in order', () => {
  const { begun, done } = five();
  expect(begun).toEqual(['a', 'b']);
  done('b');
  expect(begun).toEqual(['a', 'b', 'c']);
  done('a');
  done('c');
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
});

it('gives a turn back once, however often that is said', () => {
  const { begun, done } = five();
  done('a');
  done('a');
  done('a');
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('passes over who has given up waiting', () => {
  const { begun, done } = five();
  done('c');
  done('d');
  expect(begun).toEqual(['a', 'b']);
  done('a');
  expect(begun).toEqual(['a', 'b', 'e']);
});
