import { overlaps } from '../geometry/overlaps.ts';
import { impairmentText } from '../impairment-text.ts';
import { droppingAlpha } from '../live/dropping.ts';
import { formatBits } from '../live/rates.ts';
import type { DrawnEnds, PortMark } from './draw-ends.ts';
import { PILL_HEIGHT, pill, pillWidth } from './pill.ts';

/** A shorter line has its figures beside it, and only while somebody points at it or has selected it. */
const ROOM = 90;
/** Between two lines of figures, in pixels. */
const STEP = 17;

/** What passes, on the line: each direction with its arrow; impairments, and in red what is dropped now. */
export function drawRates(
  context: CanvasRenderingContext2D,
  { scene, link, from, to }: DrawnEnds,
  marks: readonly PortMark[],
): void {
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
  const dropping = now?.dropping ?? null;
  const impaired = [...new Set(link.impairments.map(impairmentText))].filter((text) => text !== '');
  const lines = [
    { text: impaired.join(' / '), color: colors.tones.warn, alpha: 1 },
    { text: passing.join('  '), color: colors.text, alpha: 1 },
    ...(dropping === null
      ? []
      : [
          {
            text: `${dropping.perSecond} dropped/s`,
            color: colors.bad,
            // Those of all time are in the panel.
            alpha: droppingAlpha(dropping),
          },
        ]),
  ].filter(({ text }) => text !== '');
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const height = (lines.length - 1) * STEP;
  const widest = Math.max(...lines.map(({ text }) => pillWidth(context, text)));
  const onLine = { left: middle.x - widest / 2, top: middle.y - height / 2 - PILL_HEIGHT / 2 };
  const box = { ...onLine, width: widest, height: height + PILL_HEIGHT };
  // Above the line where they would hide it, or the names of its ends.
  const isBeside = marks.some((mark) => overlaps(mark, box)) || (isShort && !isSteep);
  const first = isBeside ? middle.y - height - PILL_HEIGHT - 6 : middle.y - height / 2;
  for (const [index, { text, color, alpha }] of lines.entries()) {
    context.globalAlpha = alpha;
    pill(context, { at: { x: middle.x, y: first + index * STEP }, text, color, paper: colors.paper });
  }
  context.globalAlpha = 1;
}
