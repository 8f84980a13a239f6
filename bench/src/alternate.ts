import type { BenchContext } from './benchmark.ts';

/** Rounds are as long as the longest so far, and a little: the machine is shared with others. */
const NEXT_ROUND_FACTOR = 1.25;

export interface AlternateOptions<Ours, Baseline> {
  context: Pick<BenchContext, 'endsAt' | 'signal'>;
  ours: (round: number) => Promise<Ours>;
  baseline: (round: number) => Promise<Baseline>;
  minRounds: number;
  maxRounds: number;
  /** Called after each round. */
  onRound?: (round: number, ours: Ours, baseline: Baseline) => void;
}

/**
 * Measures both sides in turn, so that what else the host does hits both alike; every other round the
 * baseline goes first. Ends after `maxRounds`, or after `minRounds` as soon as another round would
 * probably end too late.
 */
export async function alternate<Ours, Baseline>(
  options: AlternateOptions<Ours, Baseline>,
): Promise<{ ours: Ours[]; baseline: Baseline[] }> {
  const { context } = options;
  const result: { ours: Ours[]; baseline: Baseline[] } = { ours: [], baseline: [] };
  let longestMs = 0;
  for (let round = 0; round < options.maxRounds; round++) {
    context.signal.throwIfAborted();
    const startedAt = performance.now();
    if (round >= options.minRounds && startedAt + longestMs * NEXT_ROUND_FACTOR > context.endsAt) break;
    const [ours, baseline] = await runRound(options, round);
    result.ours.push(ours);
    result.baseline.push(baseline);
    options.onRound?.(round, ours, baseline);
    longestMs = Math.max(longestMs, performance.now() - startedAt);
  }
  return result;
}

async function runRound<Ours, Baseline>(
  options: AlternateOptions<Ours, Baseline>,
  round: number,
): Promise<[Ours, Baseline]> {
  if (round % 2 === 0) {
    const ours = await options.ours(round);
    return [ours, await options.baseline(round)];
  }
  const baseline = await options.baseline(round);
  return [await options.ours(round), baseline];
}
