/** Why a text is no port, a sentence; null: it is one. "-5" and "1e9" are not taken for 5 and 19. */
export function portProblem(text: string): string | null {
  if (text === '') return 'Give a port, 1 to 65535';
  if (!/^\d+$/.test(text)) return `"${text}" is no port: digits only, 1 to 65535`;
  const port = Number(text);
  return port < 1 || port > 65_535 ? 'Ports are 1 to 65535' : null;
}
