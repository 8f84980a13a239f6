import { labNode, NO_IMPAIRMENT } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { documentOf } from '../document/lab-document.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from '../lab.fixture.ts';
import type { PictureColors } from './picture-colors.ts';
import { labSvg, type PictureWords } from './lab-svg.ts';

const colors: PictureColors = {
  background: '#bg0000',
  paper: '#paper0',
  device: '#device',
  edge: '#edge00',
  line: '#line00',
  idle: '#idle00',
  text: '#text00',
  faint: '#faint0',
  warn: '#warn00',
  note: '#note00',
  noteEdge: '#noteed',
  areas: {
    gray: '#gray00',
    blue: '#blue00',
    green: '#green0',
    orange: '#orange',
    red: '#red000',
    violet: '#violet',
  },
};

const words: PictureWords = {
  captionOf: ({ id }) => ({ title: id, detail: 'so & so', address: null, nics: null }),
  endMarkOf: (_node, { port }) => `port<${port}`,
  colors,
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

  it('shows a machine with its icon, name, address and interfaces, in the colours of the page', () => {
    const machine = labNode.parse({
      id: nodeIdFixture(0),
      kind: 'machine',
      machineId: 'm-aaaaaaaaaa',
      position: { x: 0, y: 0 },
    });
    const { svg } = labSvg(documentOf(labFixture({ nodes: [machine] })), {
      ...words,
      captionOf: () => ({
        title: 'web',
        detail: '',
        address: '10.0.0.2',
        nics: { device: 'vec', numbers: [0, 3] },
      }),
    });
    for (const text of ['web', '10.0.0.2', 'vec', '0', '3']) expect(svg).toContain(`>${text}</text>`);
    expect(svg).toContain('stroke="#faint0" stroke-width="1.7"');
    expect(svg).toContain('fill="#paper0"');
    expect(svg).not.toContain('undefined');
  });

  it('has areas in their colour, and says what a link does', () => {
    const area = labNode.parse({
      id: nodeIdFixture(3),
      kind: 'group',
      label: 'DMZ',
      color: 'green',
      size: { width: 300, height: 200 },
      position: { x: -20, y: -40 },
    });
    const slow = linkFixture(0, [0, 1]);
    slow.impairments = [
      { ...NO_IMPAIRMENT, delayMs: 100 },
      { ...NO_IMPAIRMENT, delayMs: 100 },
    ];
    const off = { ...linkFixture(1, [0, 1]), enabled: false };
    const { svg } = labSvg(documentOf(labFixture({ nodes: [...nodes, area], links: [slow, off] })), words);
    expect(svg).toContain('fill="#green0" fill-opacity="0.06"');
    expect(svg).toContain('fill="#warn00">100 ms');
    expect(svg).toContain('× unplugged');
    expect(svg).toContain('so &amp; so');
  });

  it('is a picture even of nothing', () => {
    expect(labSvg(documentOf(labFixture()), words).svg).toMatch(/^<svg .*<\/svg>$/);
  });
});
