import { Stack, Switch, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  imageName,
  labName,
  type ImageId,
  type KernelId,
  type LabId,
  type TaskId,
} from '@umlaut/contracts/model';
import type { UmlautError } from '@umlaut/contracts/errors';
import { useState, type FormEvent, type ReactNode } from 'react';
import { ErrorAlert } from '../../../components/confirm-dialog.tsx';
import { DialogFooter } from '../../../components/dialog-footer.tsx';
import { kernelName } from '../../../components/kernel-name.ts';
import { Notice } from '../../../components/notice.tsx';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { imagesQuery, kernelsQuery } from '../../../live/live-queries.ts';
import { LabSketch } from '../lab-sketch.tsx';
import { PlannedMachines } from './planned-machines.tsx';
import { ReplacePart } from './replace-part.tsx';
import type { ReadLabFile } from './read-lab-file.ts';
import { useFocusWhenShown } from './use-focus-when-shown.ts';

type Choice<Id> = Readonly<Record<string, Id>>;

export interface LabFileFormProps extends ReadLabFile {
  onBegun: (begun: { labId: LabId; taskId: TaskId }) => void;
}

/** What a file holds, and what is to be decided before it is opened. */
export function LabFileForm({ content, check, onBegun }: LabFileFormProps): ReactNode {
  const { data: images = [] } = useQuery({ ...imagesQuery, select: ({ items }) => items });
  const { data: kernels = [] } = useQuery({ ...kernelsQuery, select: ({ items }) => items });
  const [name, setName] = useState(check.name);
  const [start, setStart] = useState(true);
  const [chosenImages, setImages] = useState<Choice<ImageId>>(() => foundIn(check.images));
  const [chosenKernels, setKernels] = useState<Choice<KernelId>>(() => foundIn(check.kernels));
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<UmlautError | null>(null);
  const nameField = useFocusWhenShown<HTMLInputElement>();
  const problem = labName.safeParse(name).error?.issues[0]?.message ?? null;
  const isMissing = [...check.images, ...check.kernels].some(({ id }) => id === null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (problem !== null) return;
    setPending(true);
    setFailure(null);
    try {
      onBegun(
        await api.labs.createFromFile({
          file: content,
          name: name.trim(),
          images: chosenImages,
          kernels: chosenKernels,
          start,
        }),
      );
    } catch (thrown) {
      setFailure(toUmlautError(thrown));
      setPending(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Stack gap="sm">
        {check.sketch.nodes.length === 0 ? null : <LabSketch sketch={check.sketch} />}
        {check.description === '' ? null : <Text size="sm">{check.description}</Text>}
        <TextInput
          label="Name"
          ref={nameField}
          autoComplete="off"
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {check.images.map((part) => (
          <ReplacePart
            key={part.key}
            part={part}
            kind="image"
            choices={images.map((image) => ({ id: image.id, name: imageName(image, images) }))}
            chosen={chosenImages[part.key] ?? null}
            onChoose={(id) => setImages((before) => ({ ...before, [part.key]: id }))}
          />
        ))}
        {check.kernels.map((part) => (
          <ReplacePart
            key={part.key}
            part={part}
            kind="kernel"
            choices={kernels
              .filter((kernel) => kernel.problem === null)
              .map((kernel) => ({ id: kernel.id, name: kernelName(kernel) }))}
            chosen={chosenKernels[part.key] ?? null}
            onChoose={(id) => setKernels((before) => ({ ...before, [part.key]: id }))}
          />
        ))}
        {check.problems.map((text) => (
          <Notice key={text} tone="warn">
            {text}
          </Notice>
        ))}
        <PlannedMachines
          machines={check.machines}
          imageLabel={(key) => images.find(({ id }) => id === chosenImages[key])?.label ?? null}
        />
        {check.machines.length === 0 ? null : (
          <Switch
            size="xs"
            label="Start the machines at once"
            checked={start}
            onChange={(event) => setStart(event.currentTarget.checked)}
          />
        )}
      </Stack>
      {failure === null ? null : <ErrorAlert error={failure} />}
      <DialogFooter submitLabel="Open lab" pending={pending} disabled={isMissing || problem !== null} />
    </form>
  );
}

function foundIn<Id>(parts: readonly { key: string; id: Id | null }[]): Choice<Id> {
  return Object.fromEntries(parts.flatMap(({ key, id }) => (id === null ? [] : [[key, id]])));
}
