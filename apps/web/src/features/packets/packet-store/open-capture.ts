import { API_PREFIX } from '@umlaut/contracts/http';
import { UmlautError } from '@umlaut/contracts/errors';
import { readErrorResponse, unreachable } from '../../../lib/read-error.ts';
import { reportUnauthenticated } from '../../../lib/unauthenticated.ts';

export type CaptureStream = ReadableStreamDefaultReader<Uint8Array>;

export function captureAddress(labId: string, captureId: string): string {
  return `${API_PREFIX}/labs/${labId}/captures/${captureId}/file`;
}

/**
 * The file of a capture from its beginning, and what is written from now on as it is written.
 * @throws UmlautError what the server said, SERVER_UNREACHABLE
 */
export async function openCapture(address: string, signal: AbortSignal): Promise<CaptureStream> {
  let response: Response;
  try {
    response = await fetch(`${address}?follow=1`, { credentials: 'same-origin', signal });
  } catch (error) {
    if (signal.aborted) throw error;
    throw unreachable(error);
  }
  if (!response.ok) {
    const error = await readErrorResponse(response);
    if (error.code === 'UNAUTHENTICATED') reportUnauthenticated();
    throw error;
  }
  if (response.body === null) {
    throw new UmlautError('INTERNAL', 'This browser cannot read a capture while it goes on.', {
      hint: 'Download the capture, and open it in Wireshark.',
    });
  }
  return response.body.getReader();
}
