import { UmlautError } from '@umlaut/contracts/errors';
import { shareFileQuery } from '@umlaut/contracts/http';
import { machineId, type MachineId } from '@umlaut/contracts/model';
import type { OpenShareFile } from '@umlaut/core/share';
import { Router, type Request, type RequestHandler } from 'express';
import { sendStream } from '../http/send-stream.ts';
import { invalidInput } from '../errors/invalid-input.ts';
import type { Locals } from '../http/guards.ts';
import type { ShareService } from '../share/share-service.ts';
import { beginUpload, uploadActor } from './begin-upload.ts';
import { attachment } from './attachment.ts';
import { drain, uploadBody } from './upload-body.ts';

type Handler = RequestHandler<Record<string, string>, unknown, unknown, unknown, Locals>;

export const SHARE_FILE_ROUTES = [
  { method: 'POST', path: '/machines/{id}/share/upload' },
  { method: 'GET', path: '/machines/{id}/share/download' },
] as const;

/** Files of the share as raw bodies, streamed both ways. */
export function shareFileRoutes(share: ShareService): Router {
  const router = Router();
  router.post('/machines/:id/share/upload', upload(share));
  router.get('/machines/:id/share/download', download(share));
  return router;
}

function upload(share: ShareService): Handler {
  return async (request, response) => {
    const actor = uploadActor(response.locals);
    const target = readTarget(request);
    const { sizeBytes, signal } = beginUpload(request, response);
    const source = uploadBody(request, signal);
    try {
      const entry = await share.receive({ ...target, source, sizeBytes, signal }, actor);
      response.status(201).json(entry);
    } finally {
      source.destroy();
      drain(request);
    }
  };
}

function download(share: ShareService): Handler {
  return async (request, response) => {
    const { file, name, sizeBytes } = await share.open(readTarget(request));
    await using opened = file;
    response.setHeader('content-type', 'application/octet-stream');
    response.setHeader('content-length', sizeBytes);
    response.setHeader('content-disposition', attachment(name));
    await sendStream(contents({ file: opened, sizeBytes }), response);
  };
}

/** As many bytes as were announced: a log may be growing. One that shrank ends the connection. */
async function* contents({
  file,
  sizeBytes,
}: Pick<OpenShareFile, 'file' | 'sizeBytes'>): AsyncGenerator<Buffer> {
  const CHUNK = 256 * 1024;
  let position = 0;
  while (position < sizeBytes) {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK, sizeBytes - position));
    const { bytesRead } = await file.read({ buffer, position });
    if (bytesRead === 0) throw new Error('The file became shorter while it was downloaded');
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function readTarget(request: Request<Record<string, string>, unknown, unknown, unknown, Locals>): {
  id: MachineId;
  path: string;
} {
  const id = machineId.safeParse(request.params['id']);
  if (!id.success) throw new UmlautError('MACHINE_NOT_FOUND', 'There is no such machine.');
  const query = shareFileQuery.safeParse(request.query);
  if (!query.success) throw invalidInput(query.error.issues);
  return { id: id.data, path: query.data.path };
}
