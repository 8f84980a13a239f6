export { compileFilter, type CompileFilterOptions } from './compile-filter.ts';
export type { Instruction } from './instruction.ts';
export { runProgram, type BpfFrame } from './run-program.ts';
export { verifyProgram, type BpfProgram } from './verify-program.ts';
