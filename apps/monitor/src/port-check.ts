import { createServer } from 'node:net';
import { UmlautError } from '@umlaut/contracts/errors';

/**
 * UML itself only logs a port that is taken, and leaves the line without a channel (port_kern.c, port_data).
 * @throws UmlautError LINE_UNAVAILABLE with the line as `field`
 */
export async function assertPortFree(port: number, line: string): Promise<void> {
  const server = createServer();
  const cause = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host: '0.0.0.0' }, () => resolve(null));
  });
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  if (cause === null) return;
  throw new UmlautError('LINE_UNAVAILABLE', `${line}: port ${port} cannot be listened on: ${cause.message}`, {
    field: line,
    hint: 'Choose another port',
    cause,
  });
}
