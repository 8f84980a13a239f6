import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRequest } from './request-codec.ts';
import { failureCode } from './testing/failure-code.ts';

/** What the kernel's mconsole_get_request makes of a datagram. */
function readAsKernel(bytes: Uint8Array): { magic: number; version: number; length: number; line: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = view.getUint32(8, true);
  return {
    magic: view.getUint32(0, true),
    version: view.getUint32(4, true),
    length,
    line: new TextDecoder().decode(bytes.subarray(12, 12 + length)),
  };
}

describe('encodeRequest', () => {
  it('writes the datagram that uml_mconsole sends for "version", without its padding', () => {
    expect(Buffer.from(encodeRequest('version')).toString('hex')).toBe(
      'bebafeca' + '02000000' + '07000000' + Buffer.from('version').toString('hex'),
    );
  });

  it('takes exactly 511 bytes of text, counted in UTF-8', () => {
    expect(encodeRequest('x'.repeat(511))).toHaveLength(12 + 511);
    expect(encodeRequest(`x${'é'.repeat(255)}`)).toHaveLength(12 + 511);
    for (const line of ['x'.repeat(512), 'é'.repeat(256)]) {
      expect(() => encodeRequest(line)).toThrow(
        expect.objectContaining({
          code: 'INVALID_INPUT',
          field: 'line',
          details: { bytes: 512, limit: 511 },
        }),
      );
    }
  });

  it.each(['', 'version\0x'])('refuses %j', (line) => {
    expect(() => encodeRequest(line)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', field: 'line' }),
    );
  });

  it('gives the kernel the same line or refuses', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 700 }), (line) => {
        const length = Buffer.byteLength(line);
        const acceptable = length >= 1 && length <= 511 && !line.includes('\0');
        expect(failureCode(() => encodeRequest(line))).toBe(acceptable ? null : 'INVALID_INPUT');
        fc.pre(acceptable);
        expect(readAsKernel(encodeRequest(line))).toEqual({
          magic: 0xcafebabe,
          version: 2,
          length,
          line: line.toWellFormed(),
        });
      }),
    );
  });
});
