import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, type Socket } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { bodyDeadline } from './body-deadline.ts';
import { createListener } from './listener.ts';

const app = express();
app.use(bodyDeadline(100));
app.post('/upload', (request, response) => {
  (response.locals as { liftBodyDeadline?: () => void }).liftBodyDeadline?.();
  request.resume().once('end', () => response.end('stored'));
});
app.use((_request, response) => void response.end('done'));

let server: ReturnType<typeof createListener>;
beforeEach(async () => {
  server = createListener(app);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function begin(path: string): Socket {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10\r\n\r\n12345`);
  return socket.setEncoding('utf8');
}

it('cuts off a body that does not come, also when its request was answered', async () => {
  const socket = begin('/');
  const [text] = (await once(socket, 'data')) as [string];
  expect(text).toContain('200 OK');
  await once(socket, 'close');
});

it('does not concern uploads, nor a connection whose bodies were complete', async () => {
  const upload = begin('/upload');
  const idle = begin('/');
  idle.write('67890');
  let idleClosed = false;
  idle.resume().once('close', () => (idleClosed = true));
  await once(begin('/').resume(), 'close');
  upload.write('67890');
  const [text] = (await once(upload, 'data')) as [string];
  expect(text).toContain('stored');
  expect(idleClosed).toBe(false);
  upload.destroy();
  idle.destroy();
});
