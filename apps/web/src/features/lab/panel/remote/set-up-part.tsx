import { Button, TextInput } from '@mantine/core';
import { schemaResolver, useForm, type UseFormReturnType } from '@mantine/form';
import { remoteTunnel, type RemoteTunnel } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putNode } from '../../commands.ts';
import { useLabEditor } from '../../lab-editor.ts';
import { Part } from '../part.tsx';
import { readTypedNumber } from '../typed-number.ts';
import own from './remote.module.css';
import { newSecret } from './new-secret.ts';
import type { RemoteLabNode } from './remote-lab-node.ts';

/** Free on most hosts. */
const PORT = 24_600;

/** Ports as they are typed: a field for numbers alone would make 19 of "1e9". */
interface TypedTunnel extends Omit<RemoteTunnel, 'local' | 'peer'> {
  local: { address: string; port: string };
  peer: { address: string; port: string };
}

const check = schemaResolver(remoteTunnel, { sync: true });
const PORTS = { min: 0, max: 65_535, decimals: 0, suffix: '' };

/** What is no number becomes none, which the contract refuses at its field. */
function readTunnel({ local, peer, ...rest }: TypedTunnel): RemoteTunnel {
  const port = (text: string): number => readTypedNumber(text, PORTS).value ?? Number.NaN;
  return {
    ...rest,
    local: { ...local, port: port(local.port) },
    peer: { ...peer, port: port(peer.port) },
  };
}

/** A new tunnel: where the two hosts are. The secret is made here; the other host gets it with the code. */
export function SetUpPart({ node }: { node: RemoteLabNode }): ReactNode {
  const editor = useLabEditor();
  const form = useForm<TypedTunnel>({
    mode: 'uncontrolled',
    initialValues: {
      local: { address: ownAddress(), port: String(PORT) },
      peer: { address: '', port: String(PORT) },
      secret: newSecret(),
      side: 'first',
    },
    validate: (typed) => check(readTunnel(typed)),
  });
  return (
    <Part title="Set it up here">
      <form
        className={own['stack']}
        noValidate
        onSubmit={form.onSubmit((typed) => putNode(editor, { ...node, tunnel: readTunnel(typed) }))}
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
  form: UseFormReturnType<TypedTunnel>;
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
      <TextInput
        size="xs"
        inputMode="numeric"
        autoComplete="off"
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
