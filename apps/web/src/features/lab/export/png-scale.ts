import { UmlautError } from '@umlaut/contracts/errors';

/** Pixels of the PNG for each of the canvas, where there is room. */
const SCALE = 2;
/** Browsers refuse canvases that are longer on a side, and some those of more pixels; 40 million take 160 MB to make. */
const MAX_SIDE = 16_000;
const MAX_PIXELS = 40_000_000;
/** Below it names cannot be read. */
const LEAST = 0.5;

/** @throws UmlautError when nothing could be read on a PNG of so large a lab */
export function pngScale({ width, height }: { width: number; height: number }): number {
  const scale = Math.min(SCALE, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_PIXELS / (width * height)));
  if (scale >= LEAST) return scale;
  throw new UmlautError(
    'PAYLOAD_TOO_LARGE',
    `The drawing is ${Math.round(width)} by ${Math.round(height)} pixels: nothing could be read on a PNG of it.`,
    { hint: 'Save it as SVG, which is sharp at any size, or move what lies far off nearer.' },
  );
}
