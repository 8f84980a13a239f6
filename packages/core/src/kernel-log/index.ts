export { decodeAnswer } from './decode-answer.ts';
export { decodeBacktraces } from './decode-backtraces.ts';
export { decodeMemory } from './decode-memory.ts';
