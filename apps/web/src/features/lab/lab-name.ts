import { createContext, use } from 'react';

/** What people call the open lab. */
export const LabNameContext = createContext('lab');

export function useLabName(): string {
  return use(LabNameContext);
}
