import fc from 'fast-check';

/** Any bytes as text. Building fast-check's own "binary" strings takes seconds. */
export function garbage(maxLength: number): fc.Arbitrary<string> {
  return fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes).toString('latin1'));
}
