import { FileInput, Stack, Text, TextInput } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useUploads, type UploadKind } from '../lib/upload-store.ts';
import { DialogFooter } from './dialog-footer.tsx';
import { formatBytes } from './format-bytes.ts';

const MAX_LABEL = 100;

export interface ImportDialogOptions {
  kind: UploadKind;
  title: string;
  /** What kind of file is wanted. */
  hint: string;
  /** Chosen already, by dropping it. */
  file?: File;
}

export function openImportDialog(options: ImportDialogOptions): void {
  modals.open({ title: options.title, children: <ImportDialog {...options} /> });
}

function ImportDialog({ kind, hint, file: dropped }: ImportDialogOptions): ReactNode {
  const [file, setFile] = useState<File | null>(dropped ?? null);
  const [label, setLabel] = useState(dropped === undefined ? '' : labelOf(dropped));
  const [asked, setAsked] = useState(false);
  const start = useUploads((store) => store.start);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (file === null || file.size === 0 || label.trim() === '') return;
    start(kind, file, label.trim());
    modals.closeAll();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
        <FileInput
          label="File"
          placeholder="Choose a file"
          value={file}
          data-autofocus
          clearable
          error={asked ? fileProblem(file) : null}
          description={file === null ? null : formatBytes(file.size)}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          onChange={(chosen) => {
            setFile(chosen);
            if (chosen !== null) setLabel(labelOf(chosen));
          }}
        />
        <TextInput
          label="Name"
          value={label}
          maxLength={MAX_LABEL}
          error={asked && label.trim() === '' ? 'Give it a name' : null}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
          }}
        />
      </Stack>
      <DialogFooter submitLabel="Import" pending={false} />
    </form>
  );
}

function fileProblem(file: File | null): string | null {
  if (file === null) return 'Choose a file';
  return file.size === 0 ? 'The file is empty' : null;
}

/** The file's name without its ending. */
function labelOf(file: File): string {
  return file.name.replace(/\.[^.]+$/, '').slice(0, MAX_LABEL);
}
