import { UmlautError } from '@umlaut/contracts/errors';
import {
  ALU,
  ANCILLARY,
  ANCILLARY_FIELD,
  CLASS,
  JUMP,
  MEMORY_WORDS,
  MODE,
  RET_A,
  SIZE,
  SOURCE_X,
  TXA,
  type Instruction,
} from './instruction.ts';

/** BPF_MAXINSNS of linux/bpf_common.h. */
const MAX_INSTRUCTIONS = 4096;

/** Four words each: code, jt, jf, k. Only `verifyProgram` makes one: it ends, and touches nothing beyond the frame. */
export interface BpfProgram {
  readonly words: Uint32Array;
}

/**
 * As the kernel's bpf_check_classic: known codes, jumps forward and inside, memory cells that exist, no division
 * by a constant 0, an end at the end.
 * @throws UmlautError INVALID_INPUT
 */
export function verifyProgram(program: readonly Instruction[]): BpfProgram {
  if (program.length === 0) throw bad(0, 'the program is empty');
  if (program.length > MAX_INSTRUCTIONS) throw bad(MAX_INSTRUCTIONS, 'the program is too long');
  const words = new Uint32Array(program.length * 4);
  for (const [index, instruction] of program.entries()) {
    const problem = problemOf(instruction, program.length - index - 1);
    if (problem !== null) throw bad(index, problem);
    words.set(instruction, index * 4);
  }
  if (((program.at(-1)?.[0] ?? 0) & 7) !== CLASS.ret)
    throw bad(program.length - 1, 'the program does not end');
  return { words };
}

function bad(index: number, problem: string): UmlautError {
  const message = `The filter's program is wrong at instruction ${index}: ${problem}`;
  return new UmlautError('INVALID_INPUT', message, { field: 'program' });
}

/** `after`: instructions that follow. */
function problemOf([code, jt, jf, k]: Instruction, after: number): string | null {
  if (!isWord(code, 0xff) || !isWord(jt, 0xff) || !isWord(jf, 0xff) || !isWord(k, 0xffff_ffff)) {
    return 'a number is out of range';
  }
  const kind = code & 7;
  if (kind === CLASS.jmp) {
    if (!JUMPS.has(code)) return `unknown code ${code}`;
    const farthest = (code & 0xf0) === JUMP.always ? k : Math.max(jt, jf);
    return farthest < after ? null : 'a jump leads out of it';
  }
  if (!CODES.has(code)) return `unknown code ${code}`;
  const usesMemory = kind === CLASS.st || kind === CLASS.stx || (code & 0xe0) === MODE.mem;
  if ((kind <= CLASS.ldx || kind === CLASS.st || kind === CLASS.stx) && usesMemory && k >= MEMORY_WORDS) {
    return `there is no memory cell ${k}`;
  }
  if (kind === CLASS.alu) return problemOfConstant(code, k);
  const ancillary = kind === CLASS.ld && (code & 0xe0) === MODE.abs && k >= ANCILLARY;
  return ancillary && !FIELDS.has(k - ANCILLARY) ? `no such property of a packet: ${k - ANCILLARY}` : null;
}

function problemOfConstant(code: number, k: number): string | null {
  if ((code & SOURCE_X) !== 0) return null;
  const operation = code & 0xf0;
  if ((operation === ALU.div || operation === ALU.mod) && k === 0) return 'a division by 0';
  if ((operation === ALU.lsh || operation === ALU.rsh) && k > 31) return 'a shift by more than 31';
  return null;
}

function isWord(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

const FIELDS = new Set<number>(Object.values(ANCILLARY_FIELD));

const JUMPS = new Set<number>([
  CLASS.jmp | JUMP.always,
  ...[JUMP.equal, JUMP.greater, JUMP.greaterOrEqual, JUMP.set].flatMap((test) => [
    CLASS.jmp | test,
    CLASS.jmp | test | SOURCE_X,
  ]),
]);

const CODES = new Set<number>([
  ...[SIZE.word, SIZE.half, SIZE.byte].flatMap((size) => [
    CLASS.ld | size | MODE.abs,
    CLASS.ld | size | MODE.ind,
  ]),
  ...[MODE.imm, MODE.mem, MODE.len].flatMap((mode) => [CLASS.ld | mode, CLASS.ldx | mode]),
  CLASS.ldx | SIZE.byte | MODE.msh,
  CLASS.st,
  CLASS.stx,
  ...Object.values(ALU).flatMap((operation) => [CLASS.alu | operation, CLASS.alu | operation | SOURCE_X]),
  CLASS.ret,
  CLASS.ret | RET_A,
  CLASS.misc,
  CLASS.misc | TXA,
]);
