import { UmlautError } from '@umlaut/contracts/errors';
import { labFileName, labId } from '@umlaut/contracts/model';
import { Router } from 'express';
import type { LabFiles } from '../labs/file/lab-files.ts';
import { attachment } from './attachment.ts';

export const LAB_FILE_ROUTES = [{ method: 'GET', path: '/labs/{id}/file' }] as const;

/** A lab as a file that people read, keep in git and hand on: as text, so that it is the same everywhere. */
export function labFileRoutes(files: LabFiles): Router {
  const router = Router();
  router.get('/labs/:id/file', async (request, response) => {
    const id = labId.safeParse(request.params['id']);
    if (!id.success) throw new UmlautError('LAB_NOT_FOUND', 'There is no such lab.');
    const { name, text } = await files.write(id.data);
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.setHeader('content-disposition', attachment(labFileName(name)));
    response.end(text);
  });
  return router;
}
