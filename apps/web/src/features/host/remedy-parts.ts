export interface RemedyPart {
  kind: 'text' | 'command';
  text: string;
}

/** First words of what one would type rather than read. */
const COMMAND =
  /^(?:sudo|apt|apt-get|mount|sysctl|modprobe|usermod|systemctl|echo|docker|chmod|chown|setcap|loginctl|\.\/umlaut)\s/;

/** A remedy in pieces: what stands in backticks, or all of it when it is a command, can be copied. */
export function remedyParts(remedy: string): readonly RemedyPart[] {
  if (COMMAND.test(remedy)) return [{ kind: 'command', text: remedy }];
  return remedy
    .split('`')
    .map((text, index): RemedyPart => ({ kind: index % 2 === 1 ? 'command' : 'text', text: text.trim() }))
    .filter(({ text }) => text !== '');
}
