import { machineId } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { RootSizes } from './root-sizes.ts';

const id = (letter: string) => machineId.parse(`m-${letter.repeat(10)}`);
const [a, b] = [id('a'), id('b')];
const roots = [
  { id: a, path: '/a' },
  { id: b, path: '/b' },
];

it('counts each root once while its figure is fresh, and tells what is known meanwhile', async () => {
  const asked: string[] = [];
  const waiting: PromiseWithResolvers<number | null>[] = [];
  let now = 0;
  const sizes = new RootSizes(
    (path) => {
      asked.push(path);
      const one = Promise.withResolvers<number | null>();
      waiting.push(one);
      return one.promise;
    },
    () => now,
  );
  const first = await sizes.look(roots, 1);
  expect(first(a)).toEqual({ allocatedBytes: null, isCounting: true });
  // One after the other.
  expect(asked).toEqual(['/a']);
  waiting[0]?.resolve(7);
  await expect.poll(() => asked).toEqual(['/a', '/b']);
  const second = await sizes.look(roots, 1);
  expect(second(a)).toEqual({ allocatedBytes: 7, isCounting: false });
  expect(second(b)).toEqual({ allocatedBytes: null, isCounting: true });
  now = 10_000;
  waiting[1]?.resolve(null);
  const third = await sizes.look(roots, 1000);
  expect(third(b)).toEqual({ allocatedBytes: null, isCounting: false });
  // Counting took ten seconds: it rests for two hundred.
  now = 100_000;
  await sizes.look(roots, 1000);
  expect(asked).toHaveLength(2);
  now = 220_000;
  const old = await sizes.look(roots, 1);
  expect(old(a)).toEqual({ allocatedBytes: 7, isCounting: false });
  expect(asked).toHaveLength(3);
});

it('forgets roots whose machines are gone', async () => {
  const sizes = new RootSizes(() => Promise.resolve(5));
  const all = await sizes.look(roots, 1000);
  expect(all(b).allocatedBytes).toBe(5);
  const fewer = await sizes.look(roots.slice(0, 1), 1000);
  expect(fewer(b)).toEqual({ allocatedBytes: null, isCounting: false });
});
