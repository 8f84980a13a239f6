/** The two routes that stand beside the contract, because their body is a file and not JSON. */
export const UPLOAD_OPERATIONS = {
  '/images/import': { post: uploadOperation('Images', 'image', 'Image') },
  '/kernels/import': { post: uploadOperation('Kernels', 'kernel', 'Kernel') },
};

function uploadOperation(tag: string, key: string, schema: string) {
  return {
    operationId: `${key}s.import`,
    tags: [tag],
    summary: `Import ${key === 'image' ? 'an image' : 'a kernel'} from an upload`,
    description: 'The answer comes when the import is done; its task tells the progress and can cancel it.',
    parameters: [
      {
        name: 'label',
        in: 'query' as const,
        required: true,
        schema: { type: 'string' as const, minLength: 1, maxLength: 100 },
      },
    ],
    requestBody: {
      required: true,
      content: {
        'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } },
      },
    },
    responses: {
      '201': {
        description: 'Imported',
        content: {
          'application/json': {
            schema: {
              type: 'object' as const,
              properties: {
                taskId: { type: 'string' as const },
                [key]: { $ref: `#/components/schemas/${schema}` },
              },
              required: ['taskId', key],
            },
          },
        },
      },
    },
  };
}
