import { oc } from '@orpc/contract';
import { z } from 'zod';
import { workspaceLayout } from '../model/index.ts';

const tags = ['Workspace'];
const saved = z.object({ layout: workspaceLayout });

/** The arrangement of consoles of the user who asks. The window that saved last decides. */
export const workspaceContract = {
  get: oc
    .route({ method: 'GET', path: '/workspace', tags, summary: 'How you have arranged your consoles' })
    .output(saved),
  save: oc
    .route({ method: 'PUT', path: '/workspace', tags, summary: 'Remember how your consoles are arranged' })
    .input(saved)
    .output(saved),
};
