import { KERNEL_TUNING, type VectorTuning } from '@umlaut/contracts/model';

/** Options of every vector transport; what is the kernel's own default (vector_kern.c) is left to it. */
export function tuningOptions(
  tuning: VectorTuning,
): Record<keyof VectorTuning, number | boolean | string | null> {
  const { depth, mtu, headroom, gro, vec, bpffile, bpfflash } = tuning;
  return {
    depth: depth === KERNEL_TUNING.depth ? null : depth,
    mtu: mtu === KERNEL_TUNING.mtu ? null : mtu,
    headroom: headroom === KERNEL_TUNING.headroom ? null : headroom,
    gro: gro === KERNEL_TUNING.gro ? null : gro,
    vec: vec === KERNEL_TUNING.vec ? null : vec,
    bpffile,
    bpfflash: bpfflash === KERNEL_TUNING.bpfflash ? null : bpfflash,
  };
}
