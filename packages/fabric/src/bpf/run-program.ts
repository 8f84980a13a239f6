import { read16, read32 } from '../packet/big-endian.ts';
import {
  ALU,
  ANCILLARY,
  ANCILLARY_FIELD,
  CLASS,
  JUMP,
  MEMORY_WORDS,
  MODE,
  PACKET_OUTGOING,
  RET_A,
  SIZE,
  SOURCE_X,
  TXA,
} from './instruction.ts';
import type { BpfProgram } from './verify-program.ts';

/** One frame inside a buffer, and whether it leaves what is captured at ("outbound" in a filter). */
export interface BpfFrame {
  bytes: Uint8Array;
  start: number;
  end: number;
  outgoing: boolean;
}

/** Shared by all runs: a run takes no turn of the event loop. */
const memory = new Uint32Array(MEMORY_WORDS);

/** Bytes of the frame that the filter wants, 0: none. A load from beyond the frame ends it with 0, as everywhere. */
export function runProgram({ words }: BpfProgram, frame: BpfFrame): number {
  const { bytes, start, end } = frame;
  memory.fill(0);
  let a = 0;
  let x = 0;
  // Jumps only lead forward, so this ends.
  for (let at = 0; at < words.length; at += 4) {
    const code = words[at] ?? 0;
    const k = words[at + 3] ?? 0;
    switch (code & 7) {
      case CLASS.ld: {
        const mode = code & 0xe0;
        if (mode === MODE.abs || mode === MODE.ind) {
          const loaded =
            mode === MODE.abs && k >= ANCILLARY
              ? ancillary(frame, k - ANCILLARY)
              : load(bytes, end, code & 0x18, start + (mode === MODE.ind ? x + k : k));
          if (loaded < 0) return 0;
          a = loaded;
        } else if (mode === MODE.imm) a = k;
        else a = mode === MODE.mem ? (memory[k] ?? 0) : end - start;
        break;
      }
      case CLASS.ldx: {
        const mode = code & 0xe0;
        if (mode === MODE.msh) {
          if (start + k >= end) return 0;
          x = ((bytes[start + k] ?? 0) & 15) * 4;
        } else if (mode === MODE.imm) x = k;
        else x = mode === MODE.mem ? (memory[k] ?? 0) : end - start;
        break;
      }
      case CLASS.st:
        memory[k] = a;
        break;
      case CLASS.stx:
        memory[k] = x;
        break;
      case CLASS.alu: {
        const operand = (code & SOURCE_X) === 0 ? k : x;
        const operation = code & 0xf0;
        if (operand === 0 && (operation === ALU.div || operation === ALU.mod)) return 0;
        a = calculate(operation, a, operand);
        break;
      }
      case CLASS.jmp: {
        const test = code & 0xf0;
        const operand = (code & SOURCE_X) === 0 ? k : x;
        const by = test === JUMP.always ? k : words[at + (holds(test, a, operand) ? 1 : 2)];
        at += (by ?? 0) * 4;
        break;
      }
      case CLASS.ret:
        return (code & RET_A) === 0 ? k : a;
      default:
        if ((code & TXA) === 0) x = a;
        else a = x;
    }
  }
  return 0;
}

/** -1: beyond the frame. Offsets are at most 2^33, exact in a double: nothing wraps. */
function load(bytes: Uint8Array, end: number, size: number, at: number): number {
  if (size === SIZE.byte) return at < end ? (bytes[at] ?? 0) : -1;
  if (size === SIZE.half) return at + 2 <= end ? read16(bytes, at) : -1;
  return at + 4 <= end ? read32(bytes, at) : -1;
}

function ancillary({ bytes, start, end, outgoing }: BpfFrame, field: number): number {
  if (field === ANCILLARY_FIELD.packetType) return outgoing ? PACKET_OUTGOING : 0;
  if (field === ANCILLARY_FIELD.protocol) return end - start < 14 ? 0 : read16(bytes, start + 12);
  return 0;
}

function calculate(operation: number, a: number, operand: number): number {
  switch (operation) {
    case ALU.add:
      return (a + operand) >>> 0;
    case ALU.sub:
      return (a - operand) >>> 0;
    case ALU.mul:
      return Math.imul(a, operand) >>> 0;
    case ALU.div:
      return Math.floor(a / operand);
    case ALU.mod:
      return a % operand;
    case ALU.or:
      return (a | operand) >>> 0;
    case ALU.and:
      return (a & operand) >>> 0;
    case ALU.xor:
      return (a ^ operand) >>> 0;
    case ALU.lsh:
      return operand > 31 ? 0 : (a << operand) >>> 0;
    case ALU.rsh:
      return operand > 31 ? 0 : a >>> operand;
    default:
      return -a >>> 0;
  }
}

function holds(test: number, a: number, operand: number): boolean {
  switch (test) {
    case JUMP.equal:
      return a === operand;
    case JUMP.greater:
      return a > operand;
    case JUMP.greaterOrEqual:
      return a >= operand;
    default:
      return (a & operand) !== 0;
  }
}
