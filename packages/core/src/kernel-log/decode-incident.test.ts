import { bootId, incident, type IncidentRecord } from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { decodeIncident } from './decode-incident.ts';
import { readFixture } from './testing/read-fixture.ts';

function record(log: string, lines: string[]): IncidentRecord {
  return {
    id: 1,
    at: '2026-11-27T10:00:00.000Z',
    bootId: bootId.parse('b-aaaaaaaaaaaaaaaa'),
    kind: 'panic',
    title: 'The kernel panicked',
    lines,
    kernelLog: log.split('\n'),
    evidence: [
      { line: 'sysrq m', text: readFixture('6.1', 'sysrq-m'), truncated: false },
      { line: 'version', text: readFixture('6.1', 'version'), truncated: false },
    ],
  };
}

describe('decodeIncident', () => {
  const fault = readFixture('6.1', 'con0-panic-sysrq-t');
  const line = 'Kernel panic - not syncing: Kernel mode fault at addr 0x8, ip 0x601176b7';

  const INIT = 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100';

  it('gives the traces of the trouble, with registers that were told before, and none that are older', () => {
    const older = readFixture('6.1', 'con0-warn');
    const decoded = decodeIncident(record(`${older}${fault}`, [line]));
    expect(decoded.traces).toHaveLength(1);
    expect(decoded.traces[0]).toMatchObject({ pid: 686, command: 'sh' });
    expect(decoded.traces[0]?.registers).not.toHaveLength(0);
    expect(incident.parse(decoded)).toEqual(decoded);
  });

  it('leaves out the end of a trace that was printed just before', () => {
    const before = readFixture('6.1', 'stack-1');
    const decoded = decodeIncident(record(`${before}${readFixture('6.1', 'con0-panic-init-exit')}`, [INIT]));
    expect(decoded.traces.map(({ command }) => command)).toEqual(['false']);
  });

  it('gives all traces when the line is not in the log any more', () => {
    const older = readFixture('6.1', 'con0-warn');
    expect(decodeIncident(record(`${older}${fault}`, ['gone'])).traces).toHaveLength(2);
    expect(decodeIncident(record(fault, [])).traces).toHaveLength(1);
  });

  it('reads the answers', () => {
    const { evidence } = decodeIncident(record(fault, [line]));
    expect(evidence.map(({ line: asked, report }) => [asked, report?.kind])).toEqual([
      ['sysrq m', 'memory'],
      ['version', undefined],
    ]);
  });
});
