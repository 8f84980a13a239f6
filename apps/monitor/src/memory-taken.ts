const UNITS: Readonly<Record<string, number>> = { '': 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const MIB = 2 ** 20;

/**
 * How much memory the guest gave back. The kernel does not tell (`config mem` answers an address), so what
 * it obeyed is added up; it may have given less, when it ran short.
 */
export class MemoryTaken {
  #bytes = 0;

  get mib(): number {
    return Math.round(this.#bytes / MIB);
  }

  /** Takes note of a request that the kernel obeyed. @returns whether the sum has changed */
  after(line: string): boolean {
    const [, sign, digits, unit] = /^config mem=([+-])(\d+)([kKmMgG]?)$/.exec(line) ?? [];
    if (sign === undefined || digits === undefined || unit === undefined) return false;
    const bytes = Number(digits) * (UNITS[unit.toLowerCase()] ?? 1);
    const before = this.#bytes;
    // The kernel plugs in no more than was unplugged: mem_config, arch/um/drivers/mconsole_kern.c.
    this.#bytes = sign === '-' ? before + bytes : Math.max(0, before - bytes);
    return this.#bytes !== before;
  }
}
