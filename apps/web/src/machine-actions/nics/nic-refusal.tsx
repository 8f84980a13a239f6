import type { UmlautError } from '@umlaut/contracts/errors';
import type { ReactNode } from 'react';
import { Notice } from '../../components/notice.tsx';
import { Remedy } from '../../components/remedy.tsx';
import { errorText } from '../../lib/error-text.ts';

/** Why the server does not make an interface so; a command that would help can be copied. */
export function NicRefusal({ error }: { error: UmlautError }): ReactNode {
  const { code, message, hint } = error;
  if (code !== 'NIC_UNAVAILABLE' || hint === undefined) return <Notice tone="bad">{errorText(error)}</Notice>;
  return (
    <Notice tone="bad">
      {errorText({ message, hint: undefined })}
      <Remedy remedy={hint} />
    </Notice>
  );
}
