import { batchRequest, monitorCommand } from '@umlaut/contracts/monitor';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBatch, parseCommand } from './command-parser.ts';

describe('parseCommand', () => {
  it.each(['shutdown', 'power-off', 'reboot', 'pause', 'resume'])('knows %s', (command) => {
    expect(parseCommand(JSON.stringify({ command }))).toEqual({ command });
  });

  it('knows clear-console', () => {
    const command = { command: 'clear-console', console: 'con1' };
    expect(parseCommand(JSON.stringify(command))).toEqual(command);
  });

  it.each<[string, string, string | undefined]>([
    ['no console to clear', '{"command":"clear-console"}', 'console'],
    ['a console that none can be', '{"command":"clear-console","console":"con16"}', 'console'],
    ['a path for a console', '{"command":"clear-console","console":"../con1"}', 'console'],
    ['no JSON', '{', undefined],
    ['no object', '7', undefined],
    ['null', 'null', undefined],
    ['another command', '{"command":"rm"}', 'command'],
    ['no line', '{"command":"mconsole","timeoutMs":100}', 'line'],
    ['an endless line', `{"command":"mconsole","line":"${'x'.repeat(512)}","timeoutMs":100}`, 'line'],
    ['no time at all', '{"command":"mconsole","line":"version","timeoutMs":1}', 'timeoutMs'],
    ['a mode that is none', '{"command":"mconsole","line":"help","mode":"fast","timeoutMs":100}', 'mode'],
    ['a fraction of time', '{"command":"mconsole","line":"version","timeoutMs":10.5}', 'timeoutMs'],
  ])('refuses %s', (_, text, field) => {
    expect(() => parseCommand(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field }));
  });

  it('agrees with the schema of the contract on any JSON', () => {
    const member = fc.oneof(
      fc.string(),
      fc.integer({ min: -1, max: 70_000 }),
      fc.constantFrom(
        'mconsole',
        'pause',
        'live',
        'lossless',
        'clear-console',
        'con0',
        'ssl15',
        'con16',
        'con00',
      ),
    );
    const body = fc.record(
      { command: member, line: member, mode: member, timeoutMs: member, console: member },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
        const schema = monitorCommand.safeParse(value);
        expect(accepted(parseCommand, JSON.stringify(value))).toEqual(schema.success ? schema.data : null);
      }),
    );
  });
});

describe('parseBatch', () => {
  it.each<[string, string, string]>([
    ['no number', '{"lines":["help"],"timeoutMs":100}', 'id'],
    ['an empty batch', '{"id":1,"lines":[],"timeoutMs":100}', 'lines'],
    ['a batch with a hole', '{"id":1,"lines":["help",7],"timeoutMs":100}', 'lines.1'],
  ])('refuses %s', (_, text, field) => {
    expect(() => parseBatch(text)).toThrow(expect.objectContaining({ code: 'INVALID_INPUT', field }));
  });

  it('agrees with the schema of the contract on any JSON', () => {
    const member = fc.oneof(fc.string(), fc.integer({ min: -1, max: 70_000 }));
    const body = fc.record({ id: member, lines: fc.array(member), timeoutMs: member }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.oneof(body, fc.jsonValue()), (value) => {
        const schema = batchRequest.safeParse(value);
        expect(accepted(parseBatch, JSON.stringify(value))).toEqual(schema.success ? schema.data : null);
      }),
    );
  });
});

function accepted(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text);
  } catch {
    return null;
  }
}
