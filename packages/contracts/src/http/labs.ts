import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  capture,
  captureId,
  description,
  lab,
  labClash,
  imageId,
  kernelId,
  labEdit,
  labFile,
  labFileKey,
  labId,
  labLinkId,
  labName,
  labSketch,
  labNodeId,
  labState,
  labSummary,
  machine,
  machineId,
  machineName,
  macAddress,
  newCapture,
  nicNumber,
  nicNumberInPath,
  nicTransport,
  nicType,
  FABRIC,
  reachQuestion,
  reachReport,
  taskId,
} from '../model/index.ts';
import { snapshotMark } from './snapshot.ts';

const tags = ['Labs'];
const oneLab = z.object({ id: labId });
const path = '/labs/{id}' as const;

export const MAX_LAB_EDITS = 5000;

/** A lab that is ready to be opened. */
export const labTemplate = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string(),
  /** One or two sentences: what is in it, and what it shows. */
  description: z.string(),
  machineCount: z.int(),
  sketch: labSketch,
  /** What it needs that this host does not have, as a sentence; null: nothing. */
  problem: z.string().nullable(),
});
export type LabTemplate = z.output<typeof labTemplate>;

/** An image or a kernel that a file names, and what this host has for it. */
const filePart = z.object({
  key: labFileKey,
  label: z.string(),
  /** `same`: by its checksum or size, or the version. `alike`: by what it is called alone. `missing`: the default. */
  match: z.enum(['same', 'alike', 'missing']),
});

/** What opening a file would make on this host. */
export const labFileCheck = z.object({
  name: labName.describe('That of the file, or one like it that is free'),
  description,
  sketch: labSketch,
  machines: z.array(
    z.object({
      key: labFileKey,
      name: machineName.describe('That of the file, or one like it that is free'),
      image: labFileKey.nullable(),
      kernel: labFileKey.nullable(),
      memoryMiB: z.int(),
      nicCount: z.int(),
    }),
  ),
  images: z.array(filePart.extend({ id: imageId.nullable().describe('null: this host has no image') })),
  kernels: z.array(filePart.extend({ id: kernelId.nullable().describe('null: this host has no kernel') })),
  /** What will not work on this host until it has something more, as sentences. */
  problems: z.array(z.string()),
});
export type LabFileCheck = z.output<typeof labFileCheck>;

/** A lab whose machines are being made: how far that is, and its cancelling, are those of the task. */
const labInTheMaking = z.object({ labId: labId.describe('Of the lab, once the task is done'), taskId });

/** Networks that people draw: machines, what joins them, and what happens there. */
export const labsContract = {
  list: oc
    .route({ method: 'GET', path: '/labs', tags, summary: 'List labs' })
    .output(z.object({ ...snapshotMark, items: z.array(labSummary) })),

  get: oc
    .route({ method: 'GET', path, tags, summary: 'Read a lab' })
    .input(oneLab)
    .output(z.object({ ...snapshotMark, lab })),

  create: oc
    .route({ method: 'POST', path: '/labs', tags, summary: 'Create an empty lab', successStatus: 201 })
    .input(z.object({ name: labName, description: description.default('') }))
    .output(lab),

  templates: oc
    .route({ method: 'GET', path: '/lab-templates', tags, summary: 'Labs that are ready to be opened' })
    .output(z.object({ items: z.array(labTemplate) })),

  createFromTemplate: oc
    .route({
      method: 'POST',
      path: '/lab-templates/{templateId}/labs',
      tags,
      summary: 'Make a lab and its machines from a template',
      successStatus: 201,
    })
    .input(z.object({ templateId: labTemplate.shape.id, name: labName, start: z.boolean().default(false) }))
    .output(z.object({ lab, taskId: taskId.nullable().describe('Of the start of its machines') })),

  beginFromTemplate: oc
    .route({
      method: 'POST',
      path: '/lab-templates/{templateId}/tasks',
      tags,
      summary: 'Make a lab and its machines from a template, as a task: all of it, or nothing is left',
      successStatus: 202,
    })
    .input(z.object({ templateId: labTemplate.shape.id, name: labName, start: z.boolean().default(false) }))
    .output(labInTheMaking),

  checkFile: oc
    .route({
      method: 'POST',
      path: '/lab-files/check',
      tags,
      summary: 'What opening the file of a lab would make here, and what is missing',
    })
    .input(z.object({ file: labFile }))
    .output(labFileCheck),

  createFromFile: oc
    .route({
      method: 'POST',
      path: '/lab-files',
      tags,
      summary: 'Make a lab and its machines from a file, as a task: all of it, or nothing is left',
      successStatus: 202,
    })
    .input(
      z.object({
        file: labFile,
        name: labName.optional().describe('Default: that of the file, or one like it that is free'),
        images: z
          .record(labFileKey, imageId)
          .default({})
          .describe('In place of what the file names; needed for those that are missing here'),
        kernels: z.record(labFileKey, kernelId).default({}),
        start: z.boolean().default(false),
      }),
    )
    .output(labInTheMaking),

  hostBridges: oc
    .route({
      method: 'GET',
      path: '/host-bridges',
      tags,
      summary: 'Bridges of the host that an administrator opened to labs',
    })
    .output(z.object({ items: z.array(z.string()) })),

  update: oc
    .route({ method: 'PATCH', path, tags, summary: 'Rename or describe a lab' })
    .input(oneLab.extend({ name: labName.optional(), description: description.optional() }))
    .output(lab),

  edit: oc
    .route({
      method: 'POST',
      path: `${path}/edits`,
      tags,
      summary: 'Draw: put, move and remove nodes and links; all of the edits or none',
    })
    .input(oneLab.extend({ edits: z.array(labEdit).min(1).max(MAX_LAB_EDITS) }))
    .output(z.object({ lab, clashes: z.array(labClash) })),

  remove: oc
    .route({ method: 'DELETE', path, tags, summary: 'Delete a lab; its machines stay' })
    .input(oneLab)
    .output(z.object({ deleted: z.literal(true) })),

  state: oc
    .route({ method: 'GET', path: `${path}/state`, tags, summary: 'What happens in a lab now' })
    .input(oneLab)
    .output(labState),

  reach: oc
    .route({
      method: 'POST',
      path: `${path}/reach`,
      tags,
      summary: 'Whether one machine reaches another, and where frames stop; takes some seconds',
    })
    .input(oneLab.extend(reachQuestion.shape))
    .output(reachReport),

  openLink: oc
    .route({
      method: 'POST',
      path: `${path}/links/{linkId}/open`,
      tags,
      summary: 'Open a link again that the storm guard closed',
    })
    .input(oneLab.extend({ linkId: labLinkId }))
    .output(z.object({ ok: z.literal(true) })),

  forgetStations: oc
    .route({
      method: 'POST',
      path: `${path}/nodes/{nodeId}/forget-stations`,
      tags,
      summary: 'Empty the MAC table of a switch',
    })
    .input(oneLab.extend({ nodeId: labNodeId }))
    .output(z.object({ ok: z.literal(true) })),

  captures: oc
    .route({ method: 'GET', path: `${path}/captures`, tags, summary: 'Captures of the links of a lab' })
    .input(oneLab)
    .output(z.object({ items: z.array(capture) })),

  startCapture: oc
    .route({
      method: 'POST',
      path: `${path}/captures`,
      tags,
      summary: 'Capture what passes a link, both directions',
      successStatus: 201,
    })
    .input(oneLab.extend(newCapture.shape))
    .output(capture),

  stopCapture: oc
    .route({
      method: 'POST',
      path: `${path}/captures/{captureId}/stop`,
      tags,
      summary: 'End a capture; its file stays (idempotent)',
    })
    .input(oneLab.extend({ captureId }))
    .output(capture),

  removeCapture: oc
    .route({ method: 'DELETE', path: `${path}/captures/{captureId}`, tags, summary: 'Delete a capture' })
    .input(oneLab.extend({ captureId }))
    .output(z.object({ deleted: z.literal(true) })),
};

/** Network interfaces of a machine. */
export const nicsContract = {
  add: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/nics',
      tags,
      summary: 'Give a machine a network interface; a running one gets it at once',
      successStatus: 201,
    })
    .input(
      z.object({
        id: machineId,
        number: nicNumber.optional().describe('Default: the lowest that is free'),
        mac: macAddress.optional().describe('Default: a random one, locally administered'),
        transport: nicTransport.default(FABRIC),
      }),
    )
    .output(machine),

  types: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/nic-types',
      tags,
      summary: 'Kinds of network interface, and which of them this machine may have here',
    })
    .input(
      z.object({
        id: machineId,
        number: nicNumberInPath
          .optional()
          .describe('Of an interface that would be changed: it does not stand in its own way'),
      }),
    )
    .output(z.object({ items: z.array(nicType) })),

  update: oc
    .route({
      method: 'PUT',
      path: '/machines/{id}/nics/{number}',
      tags,
      summary: 'Change the transport of an interface; a running machine must have it down',
    })
    .input(z.object({ id: machineId, number: nicNumberInPath, transport: nicTransport }))
    .output(machine),

  remove: oc
    .route({
      method: 'DELETE',
      path: '/machines/{id}/nics/{number}',
      tags,
      summary: 'Take an interface away, and its link; a running machine must have it down',
    })
    .input(z.object({ id: machineId, number: nicNumberInPath }))
    .output(machine),
};
