import { implement, type Router } from '@orpc/server';
import { xrayContract } from '@umlaut/contracts/http';
import type { InsideParts } from '../compose-inside.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function xrayRoutes(inside: InsideParts): Router<typeof xrayContract, ApiContext> {
  const { xrays, files, memory, incidents } = inside;
  const os = implement(xrayContract).$context<ApiContext>();
  return os.router({
    get: os.get.handler(({ input }) => xrays.look(input.id)),
    file: os.file.handler(({ input: { id, ...wanted } }) => files.read(id, wanted)),
    memory: os.memory.handler(({ input }) => memory.balance(input.id)),
    setMemory: os.setMemory.handler(({ input, context }) =>
      memory.set(input.id, input.takenMiB, actorOf(context)),
    ),
    incidents: os.incidents.handler(async ({ input }) => ({ items: await incidents.list(input.id) })),
    incident: os.incident.handler(({ input }) => incidents.get(input.id, input.incidentId)),
  });
}
