import { activityEntry } from '@umlaut/contracts/model';
import { z } from 'zod';

/** Filter of the activity page, kept in the address. */
export const activitySearch = z.object({
  severity: activityEntry.shape.severity.optional().catch(undefined),
});
