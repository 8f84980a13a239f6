import { z } from 'zod';
import { MAX_NAME_LENGTH } from './limits.ts';

/**
 * A machine's name is its guest's hostname (kernel option `hostname=`), hence one RFC 1123 label in lower
 * case. It enters the kernel command line, where blanks split options.
 */
export const machineName = z
  .string()
  .min(1, 'Give the machine a name')
  .max(MAX_NAME_LENGTH, `A name has at most ${MAX_NAME_LENGTH} characters`)
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    'Use lower-case letters, digits and "-", starting and ending with a letter or digit',
  );
