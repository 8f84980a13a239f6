import { UmlautError } from '@umlaut/contracts/errors';
import type { LabFileCheck } from '@umlaut/contracts/http';
import { MAX_LAB_FILE_BYTES, type labFile } from '@umlaut/contracts/model';
import type { z } from 'zod';
import { formatBytes } from '../../../components/format-bytes.ts';
import { api } from '../../../lib/api-client.ts';

/** What is in a file; the server checks whether it is that of a lab. */
type LabFileContent = z.input<typeof labFile>;

export interface ReadLabFile {
  content: LabFileContent;
  check: LabFileCheck;
}

/** @throws UmlautError that says what is wrong with the file */
export async function readLabFile(file: File): Promise<ReadLabFile> {
  if (file.size > MAX_LAB_FILE_BYTES) {
    throw new UmlautError(
      'PAYLOAD_TOO_LARGE',
      `The file has ${formatBytes(file.size)}, and that of a lab at most ${formatBytes(MAX_LAB_FILE_BYTES)}.`,
    );
  }
  const content = parseJson(await file.text());
  return { content, check: await api.labs.checkFile({ file: content }) };
}

function parseJson(text: string): LabFileContent {
  try {
    return JSON.parse(text) as LabFileContent;
  } catch (cause) {
    const why = cause instanceof Error ? `: ${cause.message}` : '.';
    throw new UmlautError('INVALID_INPUT', `The file is not JSON${why}`, {
      hint: 'The file of a lab comes from "Download as a file" in the menu of a lab.',
      cause,
    });
  }
}
