import { z } from 'zod';
import { isViewerName, MAX_VIEWER_NAME_LENGTH } from './viewer-name.ts';

/** What a person is called in a console that several look at. */
export const viewerName = z
  .string()
  .trim()
  .refine(isViewerName, `A name has 1 to ${MAX_VIEWER_NAME_LENGTH} printable characters`);

/** One viewer of a console, over its reconnections; made by the server, so that none can pose as another. */
export const viewerId = z.string().regex(/^[a-z0-9-]{1,40}$/, 'A viewer is named by its id');

/** `view`: sees everything and changes nothing. */
export const viewerAccess = z.enum(['view', 'type']);
export type ViewerAccess = z.output<typeof viewerAccess>;

/** Who sits before a console. */
export const consoleViewer = z.object({ id: viewerId, name: z.string(), access: viewerAccess });
export type ConsoleViewerIdentity = z.output<typeof consoleViewer>;
