/** Where the mconsole of a machine listens, `<uml_dir>/<umid>/mconsole`, from UML's command line; null when it does not say. */
export function socketPath(commandLine: readonly string[]): string | null {
  const folder = optionOf(commandLine, 'uml_dir');
  const umid = optionOf(commandLine, 'umid');
  if (folder === null || umid === null) return null;
  return `${folder.replace(/\/+$/, '')}/${umid}/mconsole`;
}

function optionOf(words: readonly string[], name: string): string | null {
  const word = words.findLast((candidate) => candidate.startsWith(`${name}=`));
  const value = word?.slice(name.length + 1) ?? '';
  return value === '' ? null : value;
}
