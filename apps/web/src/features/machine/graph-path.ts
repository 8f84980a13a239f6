/** A step that reads as a round figure: the top of a graph's axis for values up to `highest`. */
export function graphCeiling(highest: number, smallest: number): number {
  let ceiling = smallest;
  while (ceiling < highest) ceiling *= 2;
  return ceiling;
}

/**
 * SVG path of samples in a box of `width` by `height`, newest at the right edge, `slots` samples wide;
 * empty for fewer than two samples.
 */
export function graphPath(
  samples: readonly number[],
  box: { width: number; height: number; slots: number; ceiling: number },
): string {
  if (samples.length < 2) return '';
  const step = box.width / (box.slots - 1);
  const start = box.width - (samples.length - 1) * step;
  return samples
    .map((sample, index) => {
      const x = start + index * step;
      const y = box.height * (1 - Math.min(1, Math.max(0, sample / box.ceiling)));
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}
