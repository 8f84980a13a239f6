/** How many processors a list of the kernel names: "0-3,7" is five. Pure. */
export function countCpus(list: string): number {
  return list.split(',').reduce((sum, part) => {
    const [, first, last] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part.trim()) ?? [];
    if (first === undefined) return sum;
    return sum + Math.max(0, Number(last ?? first) - Number(first) + 1);
  }, 0);
}
