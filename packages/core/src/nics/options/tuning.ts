import { vectorTuning, type VectorTuning } from '@umlaut/contracts/model';

const DEFAULTS = vectorTuning.parse({});

/** Options of every vector transport; what is the kernel's own default (vector_kern.c) is left to it. */
export function tuningOptions(
  tuning: VectorTuning,
): Record<'depth' | 'mtu' | 'headroom' | 'gro' | 'vec', number | boolean | null> {
  const { depth, mtu, headroom, gro, vec } = tuning;
  return {
    depth: depth === DEFAULTS.depth ? null : depth,
    mtu: mtu === DEFAULTS.mtu ? null : mtu,
    headroom: headroom === DEFAULTS.headroom ? null : headroom,
    gro: gro === DEFAULTS.gro ? null : gro,
    vec: vec === DEFAULTS.vec ? null : vec,
  };
}
