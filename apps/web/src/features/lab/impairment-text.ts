import type { Impairment } from '@umlaut/contracts/model';

/** "100 ms ± 10, 2 % lost, 10 Mbit/s": what a link does, in short; empty for nothing. */
export function impairmentText(values: Impairment): string {
  const { delayMs, jitterMs, lossPercent, duplicatePercent, reorderPercent, corruptPercent, rateKbit } =
    values;
  return [
    ...(delayMs > 0 || jitterMs > 0 ? [`${delayMs} ms${jitterMs > 0 ? ` ± ${jitterMs}` : ''}`] : []),
    ...(lossPercent > 0 ? [`${lossPercent} % lost`] : []),
    ...(duplicatePercent > 0 ? [`${duplicatePercent} % twice`] : []),
    ...(reorderPercent > 0 ? [`${reorderPercent} % out of order`] : []),
    ...(corruptPercent > 0 ? [`${corruptPercent} % corrupt`] : []),
    ...(rateKbit === null ? [] : [rateKbit >= 1000 ? `${rateKbit / 1000} Mbit/s` : `${rateKbit} kbit/s`]),
  ].join(', ');
}
