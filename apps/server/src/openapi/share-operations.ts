const PARAMETERS = [
  { name: 'id', in: 'path' as const, required: true, schema: { type: 'string' as const } },
  {
    name: 'path',
    in: 'query' as const,
    required: true,
    description: 'Below the share folder, such as "logs/boot.txt"',
    schema: { type: 'string' as const, minLength: 1, maxLength: 4096 },
  },
];
const BINARY = {
  'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } },
};

/** Routes beside the contract, because their body or their answer is a file and not JSON. */
export const SHARE_OPERATIONS = {
  '/machines/{id}/share/upload': {
    post: {
      operationId: 'share.upload',
      tags: ['Share'],
      summary: 'Put a file into the share',
      description: 'A name that is taken gets a number, as in "report (2).txt"; the answer tells the name.',
      parameters: PARAMETERS,
      requestBody: { required: true, content: BINARY },
      responses: {
        '201': {
          description: 'Stored',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/ShareEntry' } } },
        },
      },
    },
  },
  '/machines/{id}/share/download': {
    get: {
      operationId: 'share.download',
      tags: ['Share'],
      summary: 'A file of the share; not what a link points to',
      parameters: PARAMETERS,
      responses: { '200': { description: 'The file', content: BINARY } },
    },
  },
};
