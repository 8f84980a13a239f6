import { impairmentText } from '../impairment-text.ts';
import { formatBits, totalDrops } from '../live/rates.ts';
import type { DrawnEnds } from './draw-ends.ts';
import { pill } from './pill.ts';

/** A shorter line has its figures beside it, and only while somebody points at it or has selected it. */
const ROOM = 90;
/** Between two lines of figures, in pixels. */
const STEP = 17;

/** What passes, on the line: each direction with its arrow; impairments, and drops in red. */
export function drawRates(context: CanvasRenderingContext2D, { scene, link, from, to }: DrawnEnds): void {
  const { colors } = scene;
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const isShort = length <= ROOM;
  if (isShort && scene.hovered !== link.id && !scene.selected.has(link.id)) return;
  const now = scene.live.get(link.id);
  const isSteep = Math.abs(to.y - from.y) > Math.abs(to.x - from.x);
  const isForward = isSteep ? from.y <= to.y : from.x <= to.x;
  const ahead = isSteep ? ['↓', '↑'] : ['→', '←'];
  const arrows = isForward ? ahead : ahead.toReversed();
  const passing = (now?.rates ?? []).flatMap((rate, index) =>
    rate === null || (rate.frames === 0 && !isShort) ? [] : [`${arrows[index]} ${formatBits(rate.bits)}`],
  );
  const drops = (now?.state.directions ?? []).reduce((sum, counters) => sum + totalDrops(counters), 0);
  const impaired = [...new Set(link.impairments.map(impairmentText))].filter((text) => text !== '');
  const lines = [
    { text: impaired.join(' / '), color: colors.tones.warn },
    { text: passing.join('  '), color: colors.text },
    { text: drops > 0 ? `${drops} dropped` : '', color: colors.bad },
  ].filter(({ text }) => text !== '');
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  // Over a short line they would hide it, and the marks of its ends.
  const first =
    isShort && !isSteep
      ? middle.y - 26 - (lines.length - 1) * STEP
      : middle.y - ((lines.length - 1) * STEP) / 2;
  for (const [index, { text, color }] of lines.entries()) {
    pill(context, { at: { x: middle.x, y: first + index * STEP }, text, color, paper: colors.paper });
  }
}
