import { randomBytes } from 'node:crypto';
import { bootId, machineId, type BootId, type MachineId } from '@umlaut/contracts/model';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

export function newMachineId(): MachineId {
  return machineId.parse(`m-${randomWord(10)}`);
}

export function newBootId(): BootId {
  return bootId.parse(`b-${randomWord(16)}`);
}

/** 5 bits of a random byte per character: 32 divides 256, so all are equally likely. */
function randomWord(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}
