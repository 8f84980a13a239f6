import type { LabNode } from '@umlaut/contracts/model';

/** A tunnel to another host, in a lab. */
export type RemoteLabNode = Extract<LabNode, { kind: 'remote' }>;
