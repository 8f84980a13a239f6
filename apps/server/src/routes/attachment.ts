/**
 * `Content-Disposition` for a file of any name (RFC 6266): plain ASCII for old clients, and the name itself in
 * UTF-8, every byte escaped that RFC 8187 does not allow.
 */
export function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
