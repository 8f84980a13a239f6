/** A kernel's configuration: "HOSTFS" -> "y" | "m" | a value. Options that are off are absent. */
export type KernelConfig = ReadonlyMap<string, string>;

/** Parses the output of `linux --showconfig`, a whole `.config`. Pure. */
export function parseConfig(output: string): KernelConfig {
  return new Map(
    [...output.matchAll(/^CONFIG_(\w+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
  );
}
