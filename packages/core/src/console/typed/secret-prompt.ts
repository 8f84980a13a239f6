/** Longest line of a question that is looked at. */
export const PROMPT_BYTES = 256;

/** login, su, sudo, passwd, ssh, gpg, openssl and scripts ask like that, with blanks after it at most. */
const QUESTION = /\b(?:pass(?:word|phrase|code)|pin|secret|token)\b[^:\r\n]{0,160}[:?]\s*$/i;
/** ECMA-48: control sequences (5.4) and, roughly, the other escapes; a colour after the question is none of it. */
// oxlint-disable-next-line no-control-regex
const ESCAPES = /\u001B(?:\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])/g;

/** Whether the newest output of a console asks for something that must not be kept. Pure. */
export function asksForSecret(tail: string): boolean {
  const plain = tail.replace(ESCAPES, '');
  // What follows the question on new lines was not answered to it, but an echoed line end may.
  return QUESTION.test(
    plain
      .trimEnd()
      .split(/[\r\n]/)
      .at(-1) ?? '',
  );
}
