import { describe, expect, it } from 'vitest';
import { decodeBacktraces } from './decode-backtraces.ts';
import { readFixture } from './testing/read-fixture.ts';

const sure = (trace: ReturnType<typeof decodeBacktraces>[number] | undefined): string[] =>
  (trace?.frames ?? []).filter(({ reliable }) => reliable).map(({ symbol }) => symbol);

describe.each(['6.1', '7.2'] as const)('call traces of %s', (version) => {
  it.each([
    ['panic-init-exit', 1, 'false', 'do_exit'],
    ['panic-echo-c', expect.any(Number) as number, 'sh', 'write_sysrq_trigger'],
    ['oom', expect.any(Number) as number, 'tail', 'out_of_memory'],
    ['memcg-oom', expect.any(Number) as number, 'tail', 'mem_cgroup_out_of_memory'],
    ['warn', expect.any(Number) as number, 'ifconfig', 'um_request_irq'],
    ['bug', expect.any(Number) as number, 'kworker/0:1', 'ext4_lookup'],
  ])('in %s are found once, with their task', (name, pid, command, symbol) => {
    const traces = decodeBacktraces(readFixture(version, `con0-${name}`));
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({ pid, command });
    expect(sure(traces[0]).concat(traces[0]?.frames.map((frame) => frame.symbol) ?? [])).toContain(symbol);
    expect(traces[0]?.title).toBe(`${command} (pid ${traces[0]?.pid})`);
  });

  it('carry address, offset and size', () => {
    const [trace] = decodeBacktraces(readFixture(version, 'con0-panic-init-exit'));
    const last = trace?.frames.at(-1);
    expect(last).toMatchObject({ symbol: 'new_thread_handler', reliable: true, module: null, source: null });
    expect(last?.address).toMatch(/^0x600[0-9a-f]{5}$/);
    expect(last?.offset).toBeLessThan(last?.size ?? 0);
  });
});

describe('call traces', () => {
  it('come with the registers that were told before them', () => {
    const traces = decodeBacktraces(readFixture('6.1', 'con0-panic-sysrq-t'));
    expect(traces).toHaveLength(1);
    expect(traces[0]).toMatchObject({ pid: 686, command: 'sh' });
    expect(traces[0]?.registers[0]).toEqual({
      name: 'RIP',
      value: '0033:copy_from_kernel_nofault+0x5d/0x112',
    });
    expect(sure(traces[0])[0]).toBe('print_worker_info');
  });

  it('name modules, bare addresses and forms of other architectures', () => {
    const [trace] = decodeBacktraces(
      [
        '<4>[   12.345678] Call Trace:',
        '<4>[   12.345678]  <TASK>',
        '<4>[   12.345678]  ? ext4_find_entry+0x1a/0x30 [ext4 0123456789abcdef]',
        '<4>[   12.345678]  [<0000000060012345>] 0x60012345',
        '<4>[   12.345678]  do_one_initcall+0x5b/0x300',
        '<4>[   12.345678]  </TASK>',
      ].join('\r\n'),
    );
    expect(trace?.frames).toMatchObject([
      { symbol: 'ext4_find_entry', offset: 0x1a, size: 0x30, module: 'ext4', address: null, reliable: false },
      { symbol: '0x60012345', offset: null, size: null, address: '0x60012345', reliable: true },
      { symbol: 'do_one_initcall', reliable: true },
    ]);
  });

  it('of several processors are told apart', () => {
    const frame = ' f+0x1/0x2';
    const traces = decodeBacktraces(
      ['sysrq: CPU0:', 'Call Trace:', frame, 'sysrq: CPU1:', 'Call Trace:', frame, frame].join('\n'),
    );
    expect(traces.map(({ title, frames }) => [title, frames.length])).toEqual([
      ['CPU 0', 1],
      ['CPU 1', 2],
    ]);
  });

  it('are absent where the kernel could not print one', () => {
    expect(decodeBacktraces(readFixture('6.1', 'con0-panic-sysrq-c'))).toEqual([]);
    expect(decodeBacktraces('')).toEqual([]);
  });
});
