import { z } from 'zod';
import { labFileImage, labFileKernel, labFileKey, labFileNode } from './lab-file-node.ts';
import { labFileLink } from './lab-file-link.ts';
import { fileObject } from './lab-file-object.ts';
import { checkLabFile } from './lab-file-rules.ts';
import { MAX_LAB_LINKS, labName } from './lab.ts';
import { description } from './machine.ts';

export const LAB_FILE_FORMAT = 'umlaut-lab';
/** Grows when older servers could not read what is written, or would read it wrongly. 2: forwards have a target. */
export const LAB_FILE_VERSION = 2;
/** Some 1,000 things and 2,000 links with all that can be said of them. */
export const MAX_LAB_FILE_BYTES = 4 * 1024 * 1024;
export const LAB_FILE_ENDING = '.umlaut-lab.json';

const NOT_A_LAB = `This is not the file of a lab: its "format" would be "${LAB_FILE_FORMAT}"`;

function byKey<Value extends z.ZodType>(value: Value) {
  return z.record(labFileKey, value, {
    error: ({ code }) =>
      code === 'invalid_key'
        ? 'A key begins with a letter; up to 62 of a-z, 0-9, ".", "_" and "-" may follow'
        : undefined,
  });
}

/**
 * A lab as a file that people hand on: how it is drawn, and what its machines are made from. Nothing of what is on their
 * disks, no secret, and nothing that only one host has. docs/labs.md says it for people.
 */
export const labFile = fileObject({
  format: z.literal(LAB_FILE_FORMAT, NOT_A_LAB),
  version: z
    .int('The version of the file is a whole number')
    .min(1, 'The version of the file is at least 1')
    .max(
      LAB_FILE_VERSION,
      `The file is of a newer Umlaut: this one reads files up to version ${LAB_FILE_VERSION}`,
    ),
  name: labName,
  description: description.default(''),
  images: byKey(labFileImage).default({}),
  kernels: byKey(labFileKernel).default({}),
  nodes: byKey(labFileNode).describe('In the order of drawing'),
  links: z.array(labFileLink).max(MAX_LAB_LINKS, `At most ${MAX_LAB_LINKS} links`).default([]),
}).superRefine(checkLabFile);
export type LabFile = z.output<typeof labFile>;
