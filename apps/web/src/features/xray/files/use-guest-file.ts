import { useQuery } from '@tanstack/react-query';
import type { GuestFile, MachineId } from '@umlaut/contracts/model';
import { api } from '../../../lib/api-client.ts';

export interface GuestFileRequest {
  path: string;
  /** Also where nobody knows whether the file blocks. */
  anywhere: boolean;
}

/** A file of the guest; read anew whenever it is opened, never on its own. */
// oxlint-disable-next-line typescript/explicit-module-boundary-types -- the type is TanStack's, inferred
export function useGuestFile(id: MachineId, request: GuestFileRequest | null) {
  return useQuery({
    queryKey: ['guest-file', id, request?.path, request?.anywhere],
    queryFn: ({ signal }): Promise<GuestFile> => {
      const { path, anywhere } = request ?? { path: '', anywhere: false };
      return api.xray.file({ id, path, anywhere }, { signal });
    },
    enabled: request !== null,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}
