import { TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { newShareNameProblem, type MachineId } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { api } from '../../lib/api-client.ts';
import { queryClient } from '../../lib/query-client.ts';
import { joinShare, shareKey } from '../../lib/share-address.ts';

interface Place {
  machineId: MachineId;
  folder: string;
}

export type NameDialogProps = Place &
  ({ kind: 'folder' } | { kind: 'rename'; entry: { name: string; shownName: string } });

/** Asks for the name of a new folder, or for another name of what is there. */
export function openNameDialog(props: NameDialogProps): void {
  modals.open({
    title: props.kind === 'folder' ? 'New folder' : `Rename ${props.entry.shownName}`,
    children: <NameDialog {...props} />,
  });
}

function NameDialog(props: NameDialogProps): ReactNode {
  const { machineId, folder } = props;
  const before = props.kind === 'rename' ? props.entry.name : '';
  const [name, setName] = useState(before);
  const [asked, setAsked] = useState(false);
  const { pending, failure, run } = useDialogDeed();
  const problem = newShareNameProblem(name);

  const save = async (): Promise<void> => {
    const path = joinShare(folder, name);
    await run(async () => {
      if (props.kind === 'folder') await api.share.makeFolder({ id: machineId, path });
      else await api.share.rename({ id: machineId, path: joinShare(folder, before), to: path });
    });
    void queryClient.invalidateQueries({ queryKey: shareKey(machineId) });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (problem !== null) return;
    if (props.kind === 'rename' && name === before) modals.closeAll();
    else void save();
  };

  return (
    <form onSubmit={submit} noValidate>
      <TextInput
        label="Name"
        value={name}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        error={asked ? problem : null}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel={props.kind === 'folder' ? 'Make it' : 'Rename'} pending={pending} />
    </form>
  );
}
