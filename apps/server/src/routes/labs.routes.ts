import { implement, type Router } from '@orpc/server';
import { labsContract, nicsContract } from '@umlaut/contracts/http';
import type { LabParts } from '../compose-labs.ts';
import type { NicService } from '../nics/nic-service.ts';
import { actorOf, type ApiContext } from './api-context.ts';

export function labsRoutes({
  service,
  hostBridges,
  live,
  captures,
  reach,
  templates,
  files,
}: LabParts): Router<typeof labsContract, ApiContext> {
  const os = implement(labsContract).$context<ApiContext>();
  const ok = { ok: true as const };
  const deleted = { deleted: true as const };
  return os.router({
    list: os.list.handler(() => service.list()),
    get: os.get.handler(({ input }) => service.get(input.id)),
    create: os.create.handler(({ input, context }) => service.create(input, actorOf(context))),
    templates: os.templates.handler(async () => ({ items: await templates.list() })),
    createFromTemplate: os.createFromTemplate.handler(({ input, context }) =>
      templates.open(input, actorOf(context)),
    ),
    beginFromTemplate: os.beginFromTemplate.handler(({ input, context }) =>
      templates.begin(input, actorOf(context)),
    ),
    checkFile: os.checkFile.handler(({ input }) => files.check(input.file)),
    createFromFile: os.createFromFile.handler(({ input, context }) => files.open(input, actorOf(context))),
    hostBridges: os.hostBridges.handler(() => ({ items: [...hostBridges] })),
    update: os.update.handler(({ input, context }) => service.update(input, actorOf(context))),
    edit: os.edit.handler(({ input }) => service.edit(input.id, input.edits)),
    remove: os.remove.handler(async ({ input, context }) => {
      await service.remove(input.id, actorOf(context));
      return deleted;
    }),
    state: os.state.handler(({ input }) => live.look(input.id)),
    reach: os.reach.handler(({ input, context: { response } }) => {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      return reach.check({ ...input, signal: gone.signal });
    }),
    openLink: os.openLink.handler(async ({ input }) => {
      await service.openLink(input.id, input.linkId);
      return ok;
    }),
    forgetStations: os.forgetStations.handler(async ({ input }) => {
      await service.forgetStations(input.id, input.nodeId);
      return ok;
    }),
    captures: os.captures.handler(async ({ input }) => ({ items: await captures.list(input.id) })),
    startCapture: os.startCapture.handler(({ input, context }) => captures.start(input, actorOf(context))),
    stopCapture: os.stopCapture.handler(({ input }) => captures.stop(input.id, input.captureId)),
    removeCapture: os.removeCapture.handler(async ({ input }) => {
      await captures.remove(input.id, input.captureId);
      return deleted;
    }),
  });
}

export function nicsRoutes(nics: NicService): Router<typeof nicsContract, ApiContext> {
  const os = implement(nicsContract).$context<ApiContext>();
  return os.router({
    add: os.add.handler(({ input, context }) => nics.add(input, actorOf(context))),
    types: os.types.handler(async ({ input }) => ({ items: await nics.types(input) })),
    update: os.update.handler(({ input, context }) => nics.update(input, actorOf(context))),
    remove: os.remove.handler(({ input, context }) => nics.remove(input, actorOf(context))),
  });
}
