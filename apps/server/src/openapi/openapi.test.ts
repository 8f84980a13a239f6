import { describe, expect, it } from 'vitest';
import { openApiDocument } from './document.ts';

const document = await openApiDocument('1.2.3');

describe('openApiDocument', () => {
  it('is OpenAPI 3.1 with every route of the contract and those beside it', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(document.paths ?? {}).toSorted()).toEqual([
      '/activity',
      '/consoles/search',
      '/disks',
      '/guest',
      '/guest-links',
      '/guest-links/{link}',
      '/guest/{link}',
      '/host',
      '/host-bridges',
      '/host/checks',
      '/images',
      '/images/import',
      '/images/starter',
      '/images/{id}',
      '/kernels',
      '/kernels/import',
      '/kernels/scan',
      '/kernels/{id}',
      '/lab-files',
      '/lab-files/check',
      '/lab-templates',
      '/lab-templates/{templateId}/labs',
      '/lab-templates/{templateId}/tasks',
      '/labs',
      '/labs/{id}',
      '/labs/{id}/captures',
      '/labs/{id}/captures/{captureId}',
      '/labs/{id}/captures/{captureId}/file',
      '/labs/{id}/captures/{captureId}/stop',
      '/labs/{id}/edits',
      '/labs/{id}/file',
      '/labs/{id}/links/{linkId}/open',
      '/labs/{id}/nodes/{nodeId}/forget-stations',
      '/labs/{id}/reach',
      '/labs/{id}/state',
      '/machines',
      '/machines/bulk',
      '/machines/{id}',
      '/machines/{id}/activity',
      '/machines/{id}/clone',
      '/machines/{id}/consoles',
      '/machines/{id}/consoles/{console}/check',
      '/machines/{id}/consoles/{console}/history',
      '/machines/{id}/consoles/{console}/history/download',
      '/machines/{id}/consoles/{console}/history/passage',
      '/machines/{id}/consoles/{console}/history/timeline',
      '/machines/{id}/consoles/{console}/typed',
      '/machines/{id}/disks',
      '/machines/{id}/disks/{number}',
      '/machines/{id}/disks/{number}/changes',
      '/machines/{id}/disks/{number}/consequences',
      '/machines/{id}/disks/{number}/enlarge',
      '/machines/{id}/disks/{number}/grow',
      '/machines/{id}/disks/{number}/merge',
      '/machines/{id}/disks/{number}/plug',
      '/machines/{id}/disks/{number}/reclaim',
      '/machines/{id}/disks/{number}/renew',
      '/machines/{id}/disks/{number}/repoint',
      '/machines/{id}/disks/{number}/restamp',
      '/machines/{id}/disks/{number}/save',
      '/machines/{id}/disks/{number}/unplug',
      '/machines/{id}/disks/{number}/verify',
      '/machines/{id}/files',
      '/machines/{id}/incidents',
      '/machines/{id}/incidents/{incidentId}',
      '/machines/{id}/lines',
      '/machines/{id}/lines/{name}/apply',
      '/machines/{id}/mconsole',
      '/machines/{id}/mconsole/abilities',
      '/machines/{id}/memory',
      '/machines/{id}/nic-types',
      '/machines/{id}/nics',
      '/machines/{id}/nics/{number}',
      '/machines/{id}/pause',
      '/machines/{id}/power-off',
      '/machines/{id}/reboot',
      '/machines/{id}/resume',
      '/machines/{id}/share',
      '/machines/{id}/share/download',
      '/machines/{id}/share/folders',
      '/machines/{id}/share/remove',
      '/machines/{id}/share/rename',
      '/machines/{id}/share/upload',
      '/machines/{id}/shutdown',
      '/machines/{id}/snapshots',
      '/machines/{id}/snapshots/{snapshotId}',
      '/machines/{id}/snapshots/{snapshotId}/branch',
      '/machines/{id}/snapshots/{snapshotId}/compare',
      '/machines/{id}/snapshots/{snapshotId}/restore',
      '/machines/{id}/start',
      '/machines/{id}/xray',
      '/session',
      '/session/links',
      '/tasks',
      '/tasks/{id}',
      '/tasks/{id}/cancel',
      '/workspace',
    ]);
  });

  it('gives every operation the one error shape', () => {
    const operations = Object.values(document.paths ?? {}).flatMap((path) =>
      (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => path?.[method] ?? []),
    );
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) {
      expect(operation.responses?.['default']).toEqual({ $ref: '#/components/responses/Error' });
    }
  });

  it('leaves no reference open', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(10);
    for (const [, kind = '', name = ''] of references) {
      expect((document.components as Record<string, Record<string, unknown>>)[kind]?.[name]).toBeDefined();
    }
  });

  it('asks for credentials everywhere but at sign-in', () => {
    expect(document.security).toHaveLength(2);
    expect(document.paths?.['/session']?.post?.security).toEqual([]);
    expect(document.paths?.['/session']?.get?.security).toBeUndefined();
  });

  it('says the limits that the server enforces', () => {
    const body = document.paths?.['/machines']?.post?.requestBody;
    expect(JSON.stringify(body)).toContain('"maximum":1048576');
    expect(JSON.stringify(body)).toContain('a-z0-9');
  });
});
