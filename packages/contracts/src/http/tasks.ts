import { oc } from '@orpc/contract';
import { z } from 'zod';
import { task, taskId } from '../model/index.ts';
import { snapshotMark } from './snapshot.ts';

const tags = ['Tasks'];
export const taskList = z.object({ ...snapshotMark, items: z.array(task) });
export type TaskList = z.output<typeof taskList>;

export const tasksContract = {
  list: oc
    .route({ method: 'GET', path: '/tasks', tags, summary: 'Running and recent tasks' })
    .output(taskList),
  get: oc
    .route({ method: 'GET', path: '/tasks/{id}', tags, summary: 'Read a task' })
    .input(z.object({ id: taskId }))
    .output(task),
  cancel: oc
    .route({ method: 'POST', path: '/tasks/{id}/cancel', tags, summary: 'Cancel a task' })
    .input(z.object({ id: taskId }))
    .output(task),
};
