/** What a bare run may not share with the machine whose arguments it copies. */
export interface BarePlaces {
  umid: string;
  umlDir: string;
  cowPath: string;
  shareDir: string;
  notifyPath: string;
}

export interface BareCommandLine {
  kernelPath: string;
  arguments: string[];
  /** Console name to the inherited descriptor that carries it: `con1` -> 3. */
  consoles: Map<string, number>;
}

/**
 * The arguments of one of our machines with its own places put in: everything else, descriptor numbers
 * included, stays exactly as it is, so that both boot the same kernel in the same way. Pure.
 * @param ours argument vector of linux.uml, its path first
 * @throws Error when there is no disk or console to take over
 */
export function bareCommandLine(ours: readonly string[], places: BarePlaces): BareCommandLine {
  const [kernelPath, ...words] = ours;
  if (kernelPath === undefined) throw new Error('The machine has no command line yet');
  const consoles = new Map<string, number>();
  const rewritten = words.map((word) => {
    const console = /^((?:con|ssl)\d+)=fd:\d+(?:,fd:(\d+))?$/.exec(word);
    if (console?.[1] !== undefined) {
      consoles.set(console[1], Number(/fd:(\d+)$/.exec(word)?.[1]));
      return word;
    }
    return replacePlace(word, places);
  });
  if (!rewritten.some((word) => word.includes(places.cowPath))) throw new Error('The machine has no ubd0');
  if (consoles.size === 0) throw new Error('The machine has no console on a descriptor');
  return { kernelPath, arguments: rewritten, consoles };
}

function replacePlace(word: string, places: BarePlaces): string {
  if (word.startsWith('umid=')) return `umid=${places.umid}`;
  if (word.startsWith('uml_dir=')) return `uml_dir=${places.umlDir}`;
  if (word.startsWith('hostfs=')) return `hostfs=${places.shareDir}`;
  if (word.startsWith('mconsole=notify:')) return `mconsole=notify:${places.notifyPath}`;
  return word.replace(/^(ubd0[rsdct]*=)[^,:]+/, (_, option: string) => option + places.cowPath);
}
