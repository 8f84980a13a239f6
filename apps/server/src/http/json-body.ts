import { UmlautError } from '@umlaut/contracts/errors';
import express, { type RequestHandler } from 'express';

/** Bodies are JSON or nothing: a form that another site posts without asking is not. The first of several reads it. */
export function jsonBody(limitBytes: number): RequestHandler[] {
  return [requireJson, express.json({ limit: limitBytes, strict: false }), completeBody];
}

const requireJson: RequestHandler = (request, _response, next) => {
  // `is` gives false for a body of another type, which an empty one is not.
  const isEmpty = request.headers['content-length'] === '0';
  if (!isEmpty && request.is('application/json') === false) {
    throw new UmlautError('INVALID_INPUT', 'The body must be JSON.', {
      field: 'content-type',
      hint: 'Send it with "content-type: application/json".',
    });
  }
  next();
};

/** No body reads as no fields, so that the answer names the missing one. DELETE takes its input from the query, too. */
const completeBody: RequestHandler = (request, _response, next) => {
  const body: unknown = request.body;
  if (request.method === 'DELETE') {
    request.body = { ...request.query, ...(isRecord(body) ? body : {}) };
  } else if (body === undefined) {
    request.body = {};
  }
  next();
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
