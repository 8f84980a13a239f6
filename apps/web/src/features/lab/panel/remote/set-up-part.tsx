import { Button, NumberInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm, type UseFormReturnType } from '@mantine/form';
import { remoteTunnel, type RemoteTunnel } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putNode } from '../../commands.ts';
import { useLabEditor } from '../../lab-editor.ts';
import { Part } from '../part.tsx';
import own from './remote.module.css';
import { newSecret } from './new-secret.ts';
import type { RemoteLabNode } from './remote-lab-node.ts';

/** Free on most hosts. */
const PORT = 24_600;

/** A new tunnel: where the two hosts are. The secret is made here; the other host gets it with the code. */
export function SetUpPart({ node }: { node: RemoteLabNode }): ReactNode {
  const editor = useLabEditor();
  const form = useForm<RemoteTunnel>({
    mode: 'uncontrolled',
    initialValues: {
      local: { address: ownAddress(), port: PORT },
      peer: { address: '', port: PORT },
      secret: newSecret(),
      side: 'first',
    },
    validate: schemaResolver(remoteTunnel, { sync: true }),
  });
  return (
    <Part title="Set it up here">
      <form
        className={own['stack']}
        noValidate
        onSubmit={form.onSubmit((tunnel) => putNode(editor, { ...node, tunnel }))}
      >
        <EndFields
          form={form}
          end="local"
          label="Address of this host"
          description="As the other one reaches it"
          placeholder="192.168.1.10"
          portLabel="UDP port here"
        />
        <EndFields
          form={form}
          end="peer"
          label="Address of the other host"
          placeholder="192.168.1.20"
          portLabel="UDP port there"
        />
        <Button type="submit" size="xs">
          Set up the tunnel
        </Button>
      </form>
    </Part>
  );
}

interface EndFieldsProps {
  form: UseFormReturnType<RemoteTunnel>;
  end: 'local' | 'peer';
  label: string;
  description?: string;
  placeholder: string;
  portLabel: string;
}

/** Where one of the two hosts is. */
function EndFields({ form, end, portLabel, ...address }: EndFieldsProps): ReactNode {
  return (
    <>
      <TextInput
        size="xs"
        autoComplete="off"
        {...address}
        key={form.key(`${end}.address`)}
        {...form.getInputProps(`${end}.address`)}
      />
      <NumberInput
        size="xs"
        label={portLabel}
        key={form.key(`${end}.port`)}
        {...form.getInputProps(`${end}.port`)}
      />
    </>
  );
}

/** The address that this page was opened by, when another host could use it. */
function ownAddress(): string {
  const { hostname } = globalThis.location;
  return /^\d+(\.\d+){3}$/.test(hostname) && !hostname.startsWith('127.') ? hostname : '';
}
