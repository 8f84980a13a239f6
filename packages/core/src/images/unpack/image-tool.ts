import { runConfined, runCommand, CONFINED_FILE, type CommandResult } from '../../process/index.ts';

export interface ImageToolOptions {
  imagePath: string;
  /** The working directory of the tools, and all that they may write to. */
  folder: string;
  /** Account that they run as; null: the present one. */
  account: { uid: number; gid: number } | null;
  signal?: AbortSignal | undefined;
}

/** Bounded by the disk of the host. */
const TIMEOUT_MS = 1_800_000;
/** A line or two for each file: of some 500,000 files. */
const OUTPUT_LIMIT_BYTES = 64 * 1_048_576;
const ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };
const DEBUGFS = '/usr/sbin/debugfs';

/** Programs that work on a stranger's image, in bubblewrap where that works, as the machines' account in any case. */
export class ImageTool {
  readonly #options: ImageToolOptions;

  constructor(options: ImageToolOptions) {
    this.#options = options;
  }

  /** @param args of debugfs(8), before the image */
  async debugfs(args: readonly string[], input?: string): Promise<CommandResult> {
    return this.#run((image) => [DEBUGFS, ...args, image], input);
  }

  /** Of names in the folder. @throws Error with the words of chmod */
  async chmod(args: readonly string[]): Promise<void> {
    const { code, stderr } = await this.#run(() => ['/usr/bin/chmod', ...args]);
    if (code !== 0) throw new Error(`chmod: ${stderr.slice(0, 500)}`);
  }

  async #run(command: (image: string) => string[], input?: string): Promise<CommandResult> {
    const { imagePath, folder, account, signal } = this.#options;
    const limits = {
      timeoutMs: TIMEOUT_MS,
      signal,
      input,
      runAs: account,
      env: ENV,
      outputLimitBytes: OUTPUT_LIMIT_BYTES,
    };
    const confined = await runConfined(imagePath, command(CONFINED_FILE), { ...limits, folder });
    if (confined !== null) return confined;
    const [program = '', ...args] = command(imagePath);
    return runCommand(program, args, { ...limits, cwd: folder });
  }
}
