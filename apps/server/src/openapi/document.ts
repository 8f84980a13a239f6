import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { wireError } from '@umlaut/contracts/errors';
import { API_PREFIX, apiContract, GUEST_COOKIE, GUEST_PATH, SESSION_COOKIE } from '@umlaut/contracts/http';
import {
  activityEntry,
  consoleHistory,
  consoleHit,
  consolePassage,
  guestLink,
  guestView,
  guestFile,
  guestMemoryBalance,
  host,
  hostCheck,
  image,
  incident,
  incidentSummary,
  kernel,
  machine,
  machineDisk,
  machineStats,
  mconsoleAbilities,
  mconsoleExchange,
  shareEntry,
  task,
  typedEntry,
  xray,
} from '@umlaut/contracts/model';
import { DOWNLOAD_OPERATIONS } from './download-operations.ts';
import { SHARE_OPERATIONS } from './share-operations.ts';
import { UPLOAD_OPERATIONS } from './upload-operations.ts';

type Document = Awaited<ReturnType<OpenAPIGenerator['generate']>>;
type Operation = NonNullable<NonNullable<NonNullable<Document['paths']>[string]>['get']>;

const ERROR = { $ref: '#/components/responses/Error' } as const;
const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;

/** The API as OpenAPI 3.1, from the schemas that validate it. */
export async function openApiDocument(version: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(apiContract, {
    info: {
      title: 'Umlaut',
      version,
      description: 'Machines of User Mode Linux. docs/api.md has the rules that all routes share.',
    },
    servers: [{ url: API_PREFIX }],
    security: [{ session: [] }, { apiToken: [] }],
    commonSchemas: {
      Machine: { schema: machine, strategy: 'output' },
      MachineStats: { schema: machineStats, strategy: 'output' },
      MachineDisk: { schema: machineDisk, strategy: 'output' },
      Image: { schema: image, strategy: 'output' },
      Kernel: { schema: kernel, strategy: 'output' },
      Host: { schema: host, strategy: 'output' },
      HostCheck: { schema: hostCheck, strategy: 'output' },
      MconsoleExchange: { schema: mconsoleExchange, strategy: 'output' },
      MconsoleAbilities: { schema: mconsoleAbilities, strategy: 'output' },
      Xray: { schema: xray, strategy: 'output' },
      GuestFile: { schema: guestFile, strategy: 'output' },
      GuestMemoryBalance: { schema: guestMemoryBalance, strategy: 'output' },
      Incident: { schema: incident, strategy: 'output' },
      IncidentSummary: { schema: incidentSummary, strategy: 'output' },
      ConsoleHistory: { schema: consoleHistory, strategy: 'output' },
      ConsolePassage: { schema: consolePassage, strategy: 'output' },
      ConsoleHit: { schema: consoleHit, strategy: 'output' },
      TypedEntry: { schema: typedEntry, strategy: 'output' },
      GuestLink: { schema: guestLink, strategy: 'output' },
      GuestView: { schema: guestView, strategy: 'output' },
      ShareEntry: { schema: shareEntry, strategy: 'output' },
      Task: { schema: task, strategy: 'output' },
      ActivityEntry: { schema: activityEntry, strategy: 'output' },
      Error: { schema: wireError, strategy: 'output' },
    },
  });
  document.paths = { ...document.paths, ...UPLOAD_OPERATIONS, ...DOWNLOAD_OPERATIONS, ...SHARE_OPERATIONS };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path?.[method];
      if (operation !== undefined) addErrorResponse(operation);
    }
  }
  openSignIn(document);
  document.components = {
    ...document.components,
    responses: {
      Error: {
        description: 'What went wrong, in the one shape of all failures; the code says which status',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
    securitySchemes: {
      session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      guest: { type: 'apiKey', in: 'cookie', name: GUEST_COOKIE },
      apiToken: { type: 'http', scheme: 'bearer', description: 'The content of $UMLAUT_HOME/api-token' },
    },
  };
  return document;
}

function addErrorResponse(operation: Operation): void {
  operation.responses = { ...operation.responses, default: ERROR };
}

/** The routes that strangers may call, and the one that a guest may. */
function openSignIn(document: Document): void {
  const signIn = document.paths?.['/session']?.post;
  const enter = document.paths?.[GUEST_PATH]?.post;
  const view = document.paths?.[`${GUEST_PATH}/{link}`]?.get;
  if (signIn !== undefined) signIn.security = [];
  if (enter !== undefined) enter.security = [];
  if (view !== undefined) view.security = [{ guest: [] }];
}
