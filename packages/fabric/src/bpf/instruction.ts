/** Classic BPF as in linux/bpf_common.h: what the bits of an instruction's code mean. */
export const CLASS = { ld: 0, ldx: 1, st: 2, stx: 3, alu: 4, jmp: 5, ret: 6, misc: 7 } as const;
export const SIZE = { word: 0x00, half: 0x08, byte: 0x10 } as const;
export const MODE = { imm: 0x00, abs: 0x20, ind: 0x40, mem: 0x60, len: 0x80, msh: 0xa0 } as const;
export const ALU = {
  add: 0x00,
  sub: 0x10,
  mul: 0x20,
  div: 0x30,
  or: 0x40,
  and: 0x50,
  lsh: 0x60,
  rsh: 0x70,
  neg: 0x80,
  mod: 0x90,
  xor: 0xa0,
} as const;
export const JUMP = { always: 0x00, equal: 0x10, greater: 0x20, greaterOrEqual: 0x30, set: 0x40 } as const;
/** Of ALU and jumps: the operand is X, else k. Of ret: the accumulator, else k. */
export const SOURCE_X = 0x08;
export const RET_A = 0x10;
export const TXA = 0x80;

export const MEMORY_WORDS = 16;

/**
 * Loads from "negative" offsets ask Linux about the packet, linux/filter.h. What has an answer here: its protocol,
 * whether it goes out (4) or comes in (0), and VLAN tags beside the frame, of which there are none.
 */
export const ANCILLARY = 0xffff_f000;
export const ANCILLARY_FIELD = { protocol: 0, packetType: 4, vlanTag: 44, vlanTagPresent: 48 } as const;
export const PACKET_OUTGOING = 4;

/** [code, jt, jf, k], as `tcpdump -ddd` prints them. */
export type Instruction = readonly [code: number, jt: number, jf: number, k: number];
