const UBD = /^ubd[a-p]$/;

/** The disks whose figures may be added up: the machine's own, or all when none is one of UML's. Pure. */
export function wholeDisks<T extends { name: string }>(disks: readonly T[]): readonly T[] {
  const own = disks.filter(({ name }) => UBD.test(name));
  return own.length === 0 ? disks : own;
}
