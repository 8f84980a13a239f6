import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/lab-document.ts';
import { labFixture, linkFixture, switchFixture } from '../lab.fixture.ts';
import { clashSentence } from './clash-words.ts';
import { takeTheirs } from './take-theirs.ts';

const [sw, link] = [switchFixture(0), linkFixture(0, [0, 1])];
const document = documentOf(labFixture({ nodes: [sw, switchFixture(1)], links: [link] }));
const say = (clash: Parameters<typeof clashSentence>[0]) => clashSentence(clash, document, new Map());

describe('a clash', () => {
  it('is a sentence about what two people changed', () => {
    expect(say({ id: sw.id, path: ['label'], theirs: 'core' })).toBe(
      'The name of "Switch 0" was set to "core" by somebody else meanwhile. Yours is in its place now.',
    );
    expect(say({ id: link.id, path: ['ends', 0, 'vlan', 'vlan'], theirs: 9 })).toContain(
      'The VLAN of a port of the link Switch 0 port 0 to Switch 1 port 0 was set to 9',
    );
    expect(say({ id: sw.id, path: [], theirs: null })).toContain('it stays removed');
  });

  it('can be settled the other way', () => {
    expect(takeTheirs({ id: sw.id, path: ['label'], theirs: 'core' }, document)).toMatchObject({
      edit: 'put-node',
      node: { id: sw.id, label: 'core', ageingSeconds: 300 },
    });
    expect(takeTheirs({ id: link.id, path: ['ends', 1, 'vlan', 'vlan'], theirs: 9 }, document)).toMatchObject(
      {
        edit: 'put-link',
        link: { ends: [{ vlan: { vlan: 1 } }, { vlan: { vlan: 9 } }] },
      },
    );
    expect(takeTheirs({ id: sw.id, path: ['label'], theirs: 7 }, document)).toBeNull();
    expect(takeTheirs({ id: sw.id, path: [], theirs: null }, document)).toBeNull();
  });
});
