import { imageId, type Image } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { defaultImage } from './default-image.ts';

type Candidate = Pick<Image, 'id' | 'origin' | 'createdAt'>;

function image(id: string, origin: Candidate['origin'], day: number): Candidate {
  return { id: imageId.parse(id), origin, createdAt: new Date(Date.UTC(2026, 0, day)).toISOString() };
}

const STARTER = image('starter', 'starter', 2);
const OLD_STARTER = image('old-starter', 'starter', 1);
const IMPORTED = image('imported', 'imported', 3);

describe('the default image', () => {
  it('is the one that the administrator chose, as long as it is there', () => {
    expect(defaultImage([STARTER, IMPORTED], 'imported')).toBe('imported');
    expect(defaultImage([STARTER, OLD_STARTER], 'imported')).toBe('starter');
    expect(defaultImage([STARTER], 'not an id')).toBe('starter');
  });

  it('is else the newest starter image, and else the newest', () => {
    expect(defaultImage([OLD_STARTER, IMPORTED, STARTER], null)).toBe('starter');
    expect(defaultImage([IMPORTED], null)).toBe('imported');
    expect(defaultImage([], null)).toBeNull();
  });
});
