import type { StackFrame } from '@umlaut/contracts/model';

/**
 * ` [<60012345>] ? do_page_fault+0x1a/0x30 [ext4]`: show_stack in arch/um/kernel/sysrq.c, and the forms of
 * other architectures, which print no address. Of a module there may be a build id behind its name.
 */
const FRAME =
  /^ *(?:\[<([0-9a-f]{4,16})>\] {1,4})?(\? )?([A-Za-z_.$][\w.$]{0,255})\+0x([0-9a-f]{1,8})\/0x([0-9a-f]{1,8})(?: \[([\w-]{1,64})[^\]]{0,80}\])?$/;
/** An address in no function that the kernel knows. */
const BARE = /^ *\[<([0-9a-f]{4,16})>\] {1,4}(\? )?(?:0x)?[0-9a-f]{4,16}$/;

/** One line of a call trace, or null. */
export function decodeFrame(line: string): StackFrame | null {
  const frame = FRAME.exec(line);
  if (frame !== null) {
    const [, address, doubt, symbol = '', offset = '', size = '', module] = frame;
    return {
      symbol,
      offset: parseInt(offset, 16),
      size: parseInt(size, 16),
      module: module ?? null,
      address: address === undefined ? null : hexadecimal(address),
      reliable: doubt === undefined,
      source: null,
    };
  }
  const bare = BARE.exec(line);
  if (bare === null) return null;
  const address = hexadecimal(bare[1] ?? '');
  const reliable = bare[2] === undefined;
  return { symbol: address, offset: null, size: null, module: null, address, reliable, source: null };
}

function hexadecimal(digits: string): string {
  return `0x${digits.replace(/^0+(?=.)/, '')}`;
}
