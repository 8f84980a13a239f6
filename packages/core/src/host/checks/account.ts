import { getuid } from 'node:process';
import { runCommand } from '../../process/index.ts';
import { accountName, switchTo } from '../account.ts';
import { check, type Check } from './check.ts';
import { nearestFolder } from './nearest-folder.ts';

/** Length of `/m-xxxxxxxxxx/uml/m-xxxxxxxxxx/mconsole`, the longest socket path below the runtime folder. */
const LONGEST_SOCKET = '/m-aaaaaaaaaa/uml/m-aaaaaaaaaa/mconsole'.length;
/** sun_path with its NUL is 108 bytes, unix(7). */
const MAX_SOCKET_PATH = 107;

export const checkAccount: Check = ({ runAs }) => {
  const result = check('account', 'Account of the machines');
  if (getuid?.() !== 0) return result.ok(`Machines run as you, ${accountName(runAs)}`);
  if (runAs !== null && runAs.uid !== 0) return result.ok(`Machines run as ${runAs.name}, never as root`);
  return result.not(
    'blocking',
    'Umlaut runs as root, and there is no other account for its machines',
    'useradd --system --shell /usr/sbin/nologin umlaut',
  );
};

export const checkHome: Check = async ({ home, runAs }) => {
  const result = check('home', 'Home folder');
  const account = switchTo(runAs);
  if (/[,:\s"]/.test(home)) {
    return result.not(
      'blocking',
      `${home} has a comma, colon, quote or white space in it, which kernel options cannot carry`,
      './umlaut start --home /var/lib/umlaut',
    );
  }
  const folder = await nearestFolder(home);
  // The one question that counts, asked by the one who counts: may the machines' account pass?
  const { code } = await runCommand('test', ['-x', folder], { timeoutMs: 5000, runAs: account, cwd: '/' });
  if (code === 0) {
    return result.ok(
      `${home}${folder === home ? ',' : ', still to be made,'} which ${accountName(runAs)} can reach`,
    );
  }
  return result.not(
    'blocking',
    `The account ${accountName(runAs)} may not pass through ${folder} or a folder above it`,
    `namei -l ${folder}   # then, for each folder without x for others: chmod o+x FOLDER`,
  );
};

export const checkRuntimeDir: Check = ({ runtimeDir }) => {
  const result = check('runtime', 'Folder for sockets');
  const longest = Buffer.byteLength(runtimeDir) + LONGEST_SOCKET;
  if (longest <= MAX_SOCKET_PATH) return result.ok(runtimeDir);
  return result.not(
    'blocking',
    `${runtimeDir} is too long: socket paths in it would have ${longest} bytes, and Linux allows ${MAX_SOCKET_PATH}`,
    'UMLAUT_RUNTIME_DIR=/tmp/umlaut ./umlaut start',
  );
};
