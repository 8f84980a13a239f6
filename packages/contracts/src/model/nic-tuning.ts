/** What the kernel itself does where nothing is said (arch/um/drivers/vector_kern.c). Without zod: the monitor asks as well. */
export const KERNEL_TUNING = {
  depth: 64,
  mtu: 1500,
  headroom: 2,
  gro: false,
  vec: true,
  bpffile: null,
  bpfflash: false,
} as const;

/**
 * Interfaces of the host join frames, and UML tells them that it takes such (TSO) while its buffers hold one of the
 * MTU's size unless `gro` is on: what was joined is lost then, and TCP crawls at some 2 Mbit/s.
 */
export const JOINED_TUNING = { ...KERNEL_TUNING, gro: true } as const;
const JOINED: ReadonlySet<string> = new Set(['tap', 'hybrid', 'raw']);

/** Where nobody says anything else, of a vector transport. */
export function usualTuning(kind: string): typeof KERNEL_TUNING | typeof JOINED_TUNING {
  return JOINED.has(kind) ? JOINED_TUNING : KERNEL_TUNING;
}
