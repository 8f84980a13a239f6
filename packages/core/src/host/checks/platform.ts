import { arch, release } from 'node:os';
import { versions } from 'node:process';
import { isContainer } from '../detect-isolation.ts';
import { check, type Check } from './check.ts';

const MIN_NODE = 24;

export const checkProcessor: Check = () => {
  const result = check('cpu', 'Processor');
  if (arch() === 'x64') return result.ok('x86-64, which User Mode Linux runs on');
  return result.not(
    'blocking',
    `This is ${arch()}; User Mode Linux runs on x86-64 only`,
    'Use a computer with an Intel or AMD processor',
  );
};

export const checkHostSystem: Check = async () => {
  const result = check('system', 'Host system');
  return result.ok(`Linux ${release()}${(await isContainer()) ? ', in a container' : ''}`);
};

export const checkNode: Check = () => {
  const result = check('node', 'Node.js');
  if (Number.parseInt(versions.node, 10) >= MIN_NODE) return result.ok(`Version ${versions.node}`);
  return result.not(
    'blocking',
    `Version ${versions.node} is too old: ${MIN_NODE} is needed`,
    './umlaut start   # brings its own Node and leaves the system alone',
  );
};
