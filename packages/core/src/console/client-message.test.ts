import fc from 'fast-check';
import { MAX_COLUMNS, MAX_ROWS } from '@umlaut/contracts/model';
import { consoleClientMessage } from '@umlaut/contracts/ws';
import { describe, expect, it } from 'vitest';
import { MAX_CLIENT_MESSAGE_BYTES, parseClientMessage, readClientMessage } from './client-message.ts';

const number = fc.oneof(
  fc.integer({ min: -2, max: 1_002 }),
  fc.double(),
  fc.constantFrom(0, -0, 1, MAX_COLUMNS, MAX_ROWS, MAX_ROWS + 1, 2 ** 53 - 1, 2 ** 53, 1e300, 1.5),
);
const almostMessage = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom('ack', 'resize', 'reply', 'take', 'give', 'release', 'hello', ''),
      fc.jsonValue(),
    ),
    offset: fc.oneof(number, fc.jsonValue()),
    cols: fc.oneof(number, fc.jsonValue()),
    rows: fc.oneof(number, fc.jsonValue()),
    data: fc.oneof(
      fc.string(),
      fc.constantFrom(
        'x'.repeat(4_096),
        'x'.repeat(4_097),
        '\u{1f600}'.repeat(2_048),
        '\u{1f600}'.repeat(2_049),
      ),
      fc.jsonValue(),
    ),
    to: fc.oneof(fc.constantFrom('v-1', 'A', '', 'x'.repeat(40), 'x'.repeat(41)), fc.jsonValue()),
    __proto__: fc.jsonValue(),
    constructor: fc.jsonValue(),
    extra: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe('parseClientMessage', () => {
  it('judges and reads any value as the contract does', () => {
    fc.assert(
      fc.property(
        fc.oneof(almostMessage, fc.jsonValue(), fc.constantFrom(undefined, Number.NaN)),
        (value) => {
          const ours = readClientMessage(value);
          const theirs = consoleClientMessage.safeParse(value);
          const judged = typeof ours === 'string' ? 'refused' : ours;
          expect(judged).toEqual(theirs.success ? theirs.data : 'refused');
        },
      ),
      {
        numRuns: 2_000,
      },
    );
  });

  it('never throws on text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(['string', 'object']).toContain(typeof parseClientMessage(text));
      }),
    );
  });

  it.each([
    ['{"type":"ack","offset":12}', { type: 'ack', offset: 12 }],
    ['{"type":"resize","cols":120,"rows":40,"x":1}', { type: 'resize', cols: 120, rows: 40 }],
    ['{"type":"reply","data":"\\u001b[1;1R"}', { type: 'reply', data: '\u001b[1;1R' }],
    ['{"type":"ack","offset":-1}', 'bad ack.offset'],
    ['{"type":"resize","cols":0,"rows":40}', 'bad resize.cols'],
    ['{"type":"resize","cols":80,"rows":"40"}', 'bad resize.rows'],
    ['[]', 'not an object'],
    ['{', 'not JSON'],
    ['', 'not JSON'],
  ])('%s', (text, expected) => {
    expect(parseClientMessage(text)).toEqual(expected);
  });

  it('takes the longest valid message in its longest spelling and refuses longer text unread', () => {
    const escaped = `{"type":"reply","data":"${'\\ud83d\\ude00'.repeat(4_096)}"}`;
    expect(parseClientMessage(escaped)).toEqual({ type: 'reply', data: '\u{1f600}'.repeat(4_096) });
    expect(parseClientMessage(' '.repeat(MAX_CLIENT_MESSAGE_BYTES + 1))).toBe('message too long');
  });
});
