import { labNode } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/lab-document.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { escapeText, labSvg, wrapText } from './lab-svg.ts';

describe('labSvg', () => {
  const nodes = [
    switchFixture(0),
    switchFixture(1),
    labNode.parse({
      id: nodeIdFixture(2),
      kind: 'note',
      text: 'a < b & "c"',
      size: { width: 100, height: 60 },
      position: { x: 0, y: 200 },
    }),
  ];
  const document = documentOf(labFixture({ nodes, links: [linkFixture(0, [0, 1])] }));

  it('has every thing and every link, around a margin', () => {
    const { svg, width, height } = labSvg(document, ({ id }) => ({ title: id, detail: '' }));
    expect({ width, height }).toEqual({ width: 450, height: 320 });
    expect(svg.match(/<line /g)).toHaveLength(1);
    expect(svg).toContain('a &lt; b &amp; &quot;c&quot;');
  });

  it('is a picture even of nothing', () => {
    expect(labSvg(documentOf(labFixture()), () => ({ title: '', detail: '' })).svg).toMatch(
      /^<svg .*<\/svg>$/,
    );
  });
});

it('breaks lines at blanks, and keeps those that are there', () => {
  expect(wrapText('one two three\nfour', 8)).toEqual(['one two', 'three', 'four']);
});

it('leaves out what XML cannot have', () => {
  expect(escapeText('a\u0000\u001Bb')).toBe('ab');
});
