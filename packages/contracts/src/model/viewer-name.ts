export const MAX_VIEWER_NAME_LENGTH = 40;
/** No control, format (text direction among them) or unassigned characters, no line breaks, not blank. */
const PRINTABLE = /^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}]+$/u;

/** Whether a text can stand for a person beside others. Without zod: the monitor asks as well. */
export function isViewerName(text: string): boolean {
  const length = Array.from(text).length;
  return length > 0 && length <= MAX_VIEWER_NAME_LENGTH && PRINTABLE.test(text);
}
