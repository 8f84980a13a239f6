import { UmlautError } from '@umlaut/contracts/errors';
import { captureId, labId } from '@umlaut/contracts/model';
import { Router } from 'express';
import type { LabCaptures } from '../labs/lab-captures.ts';
import { sendStream } from '../http/send-stream.ts';

export const CAPTURE_DOWNLOAD_ROUTES = [
  { method: 'GET', path: '/labs/{id}/captures/{captureId}/file' },
] as const;

/** A capture as pcapng, streamed; `?follow=1` goes on while the capture does, for `wireshark -k -i -`. */
export function captureDownloadRoutes(captures: LabCaptures): Router {
  const router = Router();
  router.get('/labs/:id/captures/:capture/file', async (request, response) => {
    const lab = labId.safeParse(request.params['id']);
    const capture = captureId.safeParse(request.params['capture']);
    if (!lab.success || !capture.success) throw new UmlautError('NOT_FOUND', 'There is no such capture.');
    const file = await captures.read(lab.data, capture.data, { follow: request.query['follow'] === '1' });
    response.setHeader('content-type', 'application/x-pcapng');
    response.setHeader('content-disposition', `attachment; filename="${capture.data}.pcapng"`);
    await sendStream(file, response);
  });
  return router;
}
