import { z } from 'zod';
import { NO_IMPAIRMENT, impairment } from './impairment.ts';
import { labFileKey } from './lab-file-node.ts';
import { fileObject } from './lab-file-object.ts';
import { labLink, labLinkEnd } from './lab.ts';

export const labFileEnd = fileObject({
  node: labFileKey,
  port: labLinkEnd.shape.port.optional().describe('Default: the lowest that is free'),
  vlan: labLinkEnd.shape.vlan,
});
export type LabFileEnd = z.output<typeof labFileEnd>;

const { shape } = impairment;
const labFileImpairment = fileObject({
  delayMs: shape.delayMs.default(NO_IMPAIRMENT.delayMs),
  jitterMs: shape.jitterMs.default(NO_IMPAIRMENT.jitterMs),
  lossPercent: shape.lossPercent.default(NO_IMPAIRMENT.lossPercent),
  lossBurst: shape.lossBurst.default(NO_IMPAIRMENT.lossBurst),
  duplicatePercent: shape.duplicatePercent.default(NO_IMPAIRMENT.duplicatePercent),
  reorderPercent: shape.reorderPercent.default(NO_IMPAIRMENT.reorderPercent),
  corruptPercent: shape.corruptPercent.default(NO_IMPAIRMENT.corruptPercent),
  rateKbit: shape.rateKbit.default(NO_IMPAIRMENT.rateKbit),
  queueFrames: shape.queueFrames.default(NO_IMPAIRMENT.queueFrames),
});

export const labFileLink = fileObject({
  ends: z.tuple([labFileEnd, labFileEnd]),
  enabled: labLink.shape.enabled,
  impairments: z
    .tuple([labFileImpairment, labFileImpairment])
    .default([NO_IMPAIRMENT, NO_IMPAIRMENT])
    .describe('From the first end to the second, and back'),
});
export type LabFileLink = z.output<typeof labFileLink>;
