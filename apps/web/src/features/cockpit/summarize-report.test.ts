import type { Backtrace, StackFrame } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { summarizeReport } from './summarize-report.ts';

function frame(symbol: string, reliable: boolean): StackFrame {
  return { symbol, reliable, offset: 1, size: 2, module: null, address: null, source: null };
}

function trace(frames: StackFrame[]): Backtrace {
  return { title: null, pid: 1, command: 'init', frames, registers: [] };
}

describe('summarizeReport', () => {
  it('says where a process is, by the innermost call that is sure', () => {
    const frames = [frame('leftover', false), frame('kthreadd', true)];
    expect(summarizeReport({ kind: 'backtraces', traces: [trace(frames)] })).toBe('in kthreadd');
    expect(summarizeReport({ kind: 'backtraces', traces: [trace(frames), trace([])] })).toBe('2 call traces');
  });

  it('says how much memory is free', () => {
    const zones = [
      { name: 'DMA', freeBytes: 1024 * 1024, orders: [] },
      { name: 'Normal', freeBytes: 1024 * 1024, orders: [] },
    ];
    expect(summarizeReport({ kind: 'memory', figures: [], zones })).toBe('2 MiB free');
  });

  it('counts what is long', () => {
    expect(summarizeReport({ kind: 'table', columns: ['a'], rows: [['1']] })).toBe('1 row');
    expect(summarizeReport({ kind: 'tasks', tasks: [] })).toBe('0 tasks');
  });
});
