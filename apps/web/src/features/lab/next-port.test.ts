import { expect, it } from 'vitest';
import { documentOf } from './document/lab-document.ts';
import { labFixture, linkFixture, nodeIdFixture, switchFixture } from './lab.fixture.ts';
import { nextPort } from './next-port.ts';
import { NOTHING_SELECTED, selectLink, selectNodes, selectPort, stillThere } from './selection.ts';

const links = [linkFixture(0, [0, 1]), linkFixture(2, [0, 1])];
const document = documentOf(labFixture({ nodes: [switchFixture(0), switchFixture(1)], links }));
const walk = { document, machines: new Map(), isBack: false };
const [a, b] = [nodeIdFixture(0), nodeIdFixture(1)];
const at = (nodeId: typeof a, port: number) => ({ nodeId, port });

it('goes from port to port of one thing, round and round, both ways', () => {
  expect(nextPort(selectNodes([a]), walk)).toEqual(at(a, 0));
  expect(nextPort(selectPort(at(a, 0)), walk)).toEqual(at(a, 2));
  expect(nextPort(selectPort(at(a, 2)), walk)).toEqual(at(a, 0));
  expect(nextPort(selectPort(at(a, 0)), { ...walk, isBack: true })).toEqual(at(a, 2));
  expect(nextPort(selectNodes([a]), { ...walk, isBack: true })).toEqual(at(a, 2));
});

it('begins at either end of a link, and has nowhere to go without one', () => {
  expect(nextPort(selectLink(links[0]!.id), walk)).toMatchObject(at(a, 0));
  expect(nextPort(selectLink(links[0]!.id), { ...walk, isBack: true })).toMatchObject(at(b, 0));
  expect(nextPort(NOTHING_SELECTED, walk)).toBeNull();
  expect(nextPort(selectNodes([a]), { ...walk, document: documentOf(labFixture()) })).toBeNull();
});

it('is gone with the link that ended there', () => {
  const port = selectPort(at(a, 0));
  expect(stillThere(port, document)).toBe(port);
  const without = documentOf(labFixture({ nodes: [switchFixture(0)], links: [] }));
  expect(stillThere(port, without)).toEqual(NOTHING_SELECTED);
});
