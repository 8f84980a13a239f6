import { Readable } from 'node:stream';
import { UmlautError } from '@umlaut/contracts/errors';
import { consoleDownloadQuery } from '@umlaut/contracts/http';
import { consoleName, machineId, type ConsoleFormat } from '@umlaut/contracts/model';
import { Router, type RequestHandler } from 'express';
import type { ConsoleHistories } from '../consoles/console-histories.ts';
import { invalidInput } from '../errors/invalid-input.ts';
import { sendStream } from '../http/send-stream.ts';

const TYPES: Readonly<Record<ConsoleFormat, { type: string; extension: string }>> = {
  text: { type: 'text/plain; charset=utf-8', extension: 'txt' },
  ansi: { type: 'application/octet-stream', extension: 'ansi' },
  asciicast: { type: 'application/x-asciicast', extension: 'cast' },
};

const PATH = '/machines/:id/consoles/:console/history/download';

export const CONSOLE_DOWNLOAD_ROUTES = [
  { method: 'GET', path: '/machines/{id}/consoles/{console}/history/download' },
] as const;

/** A console's output as a file, streamed. */
export function consoleDownloadRoutes(histories: ConsoleHistories): Router {
  const router = Router();
  router.get(PATH, download(histories));
  return router;
}

function download(histories: ConsoleHistories): RequestHandler {
  return async (request, response) => {
    const query = consoleDownloadQuery.safeParse(request.query);
    if (!query.success) throw invalidInput(query.error.issues);
    const id = machineId.safeParse(request.params['id']);
    const name = consoleName.safeParse(request.params['console']);
    if (!id.success || !name.success) throw new UmlautError('NOT_FOUND', 'There is no such console.');
    const target = { id: id.data, console: name.data };
    const { machineName, pieces } = histories.export({ ...target, ...query.data });
    const { type, extension } = TYPES[query.data.format];
    response.setHeader('content-type', type);
    // Names of machines have letters, digits and "-" only.
    const fileName = `${machineName}-${name.data}.${extension}`;
    response.setHeader('content-disposition', `attachment; filename="${fileName}"`);
    await sendStream(Readable.from(pieces), response);
  };
}
