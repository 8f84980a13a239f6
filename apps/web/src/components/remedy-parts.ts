export interface RemedyPart {
  kind: 'text' | 'command';
  text: string;
}

/**
 * A remedy in pieces, of which commands can be copied: what stands in backticks, or, when it begins like
 * something to type (sentences begin with a capital), all of it but its comment.
 */
export function remedyParts(remedy: string): readonly RemedyPart[] {
  if (/^[a-z./]/.test(remedy)) {
    const [command = '', comment] = remedy.split(/\s+# /, 2);
    const parts: RemedyPart[] = [{ kind: 'command', text: command }];
    return comment === undefined ? parts : [...parts, { kind: 'text', text: comment }];
  }
  return remedy
    .split('`')
    .map((text, index): RemedyPart => ({ kind: index % 2 === 1 ? 'command' : 'text', text: text.trim() }))
    .filter(({ text }) => text !== '');
}
