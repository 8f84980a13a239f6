import { labNode } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/lab-document.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import { labSvg, type PictureWords } from './lab-svg.ts';

const words: PictureWords = {
  captionOf: ({ id }) => ({ title: id, detail: '' }),
  endMarkOf: (_node, { port }) => `port<${port}`,
};

describe('labSvg', () => {
  const nodes = [
    switchFixture(0),
    switchFixture(1),
    labNode.parse({
      id: nodeIdFixture(2),
      kind: 'note',
      text: '  a <  "&"',
      size: { width: 100, height: 60 },
      position: { x: 0, y: 200 },
    }),
  ];
  const document = documentOf(labFixture({ nodes, links: [linkFixture(0, [0, 1])] }));

  it('has every thing and every link, around a margin', () => {
    const { svg, width, height } = labSvg(document, words);
    expect({ width, height }).toEqual({ width: 450, height: 320 });
    expect(svg.match(/<line /g)).toHaveLength(1);
    expect(svg).toContain('>  a &lt;  &quot;&amp;&quot;<');
    expect(svg).toContain('<text xml:space="preserve"');
  });

  it('names both ends of a link that has the room', () => {
    const apart = [switchFixture(0), { ...switchFixture(1), position: { x: 400, y: 0 } }];
    const { svg } = labSvg(documentOf(labFixture({ nodes: apart, links: [linkFixture(0, [0, 1])] })), words);
    expect(svg.match(/>port&lt;\d+</g)).toHaveLength(2);
  });

  it('is a picture even of nothing', () => {
    expect(labSvg(documentOf(labFixture()), words).svg).toMatch(/^<svg .*<\/svg>$/);
  });
});
