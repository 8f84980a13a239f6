/** Interfaces that a kernel command line names: "vec0:transport=..." and "eth0=...". Pure. */
export function configuredInterfaces(commandLine: string | readonly string[]): string[] {
  const found = (typeof commandLine === 'string' ? commandLine.split(' ') : commandLine).flatMap(
    (word) => /^"?((?:vec|eth)\d{1,3})[:=]/.exec(word)?.[1] ?? [],
  );
  return [...new Set(found)].slice(0, 32);
}
