import { consoleFormat } from '@umlaut/contracts/model';

const parameter = (name: string, place: 'path' | 'query', schema: object) => ({
  name,
  in: place,
  required: place === 'path',
  schema,
});

/** Routes beside the contract, because their answers are files and not JSON. */
export const DOWNLOAD_OPERATIONS = {
  '/labs/{id}/file': {
    get: {
      operationId: 'labs.file',
      tags: ['Labs'],
      summary: 'A lab as a file, to be kept and handed on; POST /lab-files opens it',
      parameters: [parameter('id', 'path', { type: 'string' as const })],
      responses: {
        '200': {
          description: 'The file',
          content: { 'application/json': { schema: { type: 'object' as const } } },
        },
      },
    },
  },
  '/labs/{id}/captures/{captureId}/file': {
    get: {
      operationId: 'labs.captureFile',
      tags: ['Labs'],
      summary: 'A capture as pcapng; with follow=1 it goes on while the capture does',
      parameters: [
        parameter('id', 'path', { type: 'string' as const }),
        parameter('captureId', 'path', { type: 'string' as const }),
        parameter('follow', 'query', { type: 'string' as const, enum: ['0', '1'], default: '0' }),
      ],
      responses: {
        '200': {
          description: 'The file',
          content: {
            'application/x-pcapng': { schema: { type: 'string' as const, format: 'binary' } },
          },
        },
      },
    },
  },
  '/machines/{id}/consoles/{console}/history/download': {
    get: {
      operationId: 'consoles.download',
      tags: ['Consoles'],
      summary: 'The output of a console as a file: text, every byte as it came, or an asciicast',
      parameters: [
        parameter('id', 'path', { type: 'string' as const }),
        parameter('console', 'path', { type: 'string' as const }),
        parameter('format', 'query', {
          type: 'string' as const,
          enum: consoleFormat.options,
          default: 'text',
        }),
        parameter('from', 'query', { type: 'integer' as const, minimum: 0 }),
        parameter('to', 'query', { type: 'integer' as const, minimum: 0 }),
      ],
      responses: {
        '200': {
          description: 'The file',
          content: {
            'text/plain': { schema: { type: 'string' as const } },
            'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } },
            'application/x-asciicast': { schema: { type: 'string' as const } },
          },
        },
      },
    },
  },
};
