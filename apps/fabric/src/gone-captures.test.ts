import { captureId } from '@umlaut/contracts/model';
import { expect, it } from 'vitest';
import { GoneCaptures } from './gone-captures.ts';

const [first, second] = [captureId.parse('c-aaaaaaaaaa'), captureId.parse('c-bbbbbbbbbb')];
const MINUTE = 60_000;

it('keeps captures of a link that is gone for ten minutes, and from the start when it came back meanwhile', () => {
  const gone = new GoneCaptures();
  expect(gone.oldest).toBeNull();
  gone.look([first], 0);
  gone.look([first, second], 4 * MINUTE);
  expect(gone.oldest).toBe(first);
  expect(gone.overdue(9 * MINUTE)).toEqual([]);
  expect(gone.overdue(10 * MINUTE)).toEqual([first]);
  // Undo.
  gone.look([second], 11 * MINUTE);
  gone.look([first, second], 12 * MINUTE);
  expect(gone.overdue(14 * MINUTE)).toEqual([second]);
  expect(gone.oldest).toBe(second);
});
