import { z } from 'zod';

/** A part of a file: a field that nobody knows is told with those that there are, since people write files by hand. */
export function fileObject<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `There is no field ${issue.keys.map((key) => `"${key}"`).join(', ')} here, only ${Object.keys(shape).join(', ')}`
        : undefined,
  });
}
