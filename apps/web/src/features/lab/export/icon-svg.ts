import type { LabNodeKind } from '@umlaut/contracts/model';
import { __iconNode as bridge } from '@tabler/icons-react/dist/esm/icons/IconBuildingBridge.mjs';
import { __iconNode as machine } from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import { __iconNode as router } from '@tabler/icons-react/dist/esm/icons/IconRouter.mjs';
import { __iconNode as server } from '@tabler/icons-react/dist/esm/icons/IconServer2.mjs';
import { __iconNode as star } from '@tabler/icons-react/dist/esm/icons/IconTopologyStar.mjs';
import { __iconNode as world } from '@tabler/icons-react/dist/esm/icons/IconWorld.mjs';
import { escapeText, n } from './svg-text.ts';

/** The shapes of the icons that things have on the page (node-words.ts): a picture can have no React in it. */
const SHAPES: Readonly<Record<Exclude<LabNodeKind, 'note' | 'group'>, typeof machine>> = {
  machine,
  switch: router,
  hub: star,
  bridge,
  uplink: world,
  remote: server,
};

interface IconPlace {
  x: number;
  y: number;
  /** Of both sides, in pixels. */
  size: number;
  color: string;
}

/** The icon of a thing, with its upper left corner at a place. */
export function drawIcon(kind: keyof typeof SHAPES, { x, y, size, color }: IconPlace): string {
  const shapes = SHAPES[kind].map(([tag, attributes]) => {
    const written = Object.entries(attributes)
      .filter(([name]) => name !== 'key')
      .map(([name, value]) => ` ${name}="${escapeText(value)}"`);
    return `<${tag}${written.join('')}/>`;
  });
  const scale = size / 24;
  return (
    `<g transform="translate(${n(x)} ${n(y)}) scale(${scale.toFixed(4)})" fill="none" stroke="${color}" ` +
    `stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${shapes.join('')}</g>`
  );
}
