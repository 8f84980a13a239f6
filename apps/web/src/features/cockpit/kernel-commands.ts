/** A command that is sent as it is. */
export interface KernelCommand {
  line: string;
  title: string;
  effect: string;
  /** Word on the button, and the whole of it for screen readers. */
  button: string;
  label: string;
  danger?: boolean;
  /** Only while the guest stands still, or only while it does not. */
  only?: 'paused' | 'running';
}

export const KERNEL_COMMANDS: Readonly<Record<'ask' | 'freeze' | 'end', readonly KernelCommand[]>> = {
  ask: [
    {
      line: 'version',
      title: 'Version',
      effect: 'Host name, release and build of the kernel.',
      button: 'Ask',
      label: 'Ask for the version',
    },
    {
      line: 'help',
      title: 'Help',
      effect: "The kernel's own list of commands.",
      button: 'Ask',
      label: 'Ask for help',
    },
  ],
  freeze: [
    {
      line: 'stop',
      title: 'Stop',
      effect:
        'Freezes the guest where it is: programs, timers, network and disks. Only its kernel answers, here.',
      button: 'Stop',
      label: 'Stop the guest',
      only: 'running',
    },
    {
      line: 'go',
      title: 'Go',
      effect:
        'Lets it run again. Its clock jumps ahead by the time that it stood still; timers that are due fire at once.',
      button: 'Go',
      label: 'Let the guest go on',
      only: 'paused',
    },
  ],
  end: [
    {
      line: 'cad',
      title: 'Ctrl-Alt-Del',
      effect: 'Asks init to shut down in order. Where init does not listen, nothing happens.',
      button: 'Press',
      label: 'Press Ctrl-Alt-Del',
      danger: true,
    },
    {
      line: 'halt',
      title: 'Halt',
      effect: 'Ends the kernel at once. No sync, init is not asked: what is unwritten is lost.',
      button: 'Halt',
      label: 'Halt at once',
      danger: true,
    },
    {
      line: 'reboot',
      title: 'Reboot',
      effect: 'Restarts the kernel at once. No sync, init is not asked: what is unwritten is lost.',
      button: 'Reboot',
      label: 'Reboot at once',
      danger: true,
    },
  ],
};
