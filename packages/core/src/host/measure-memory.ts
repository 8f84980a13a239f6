import { allocatedMemory, findMemoryFile, residentSharedMemory, type MemoryFile } from './memory-file.ts';

/** What the host has allocated of a guest's memory. @param known the file found before, to save the search */
export async function measureMemory(
  pid: number,
  known: MemoryFile | null,
): Promise<{ bytes: number; file: MemoryFile | null }> {
  const again = known === null ? null : await allocatedMemory(pid, known);
  if (again !== null) return { bytes: again, file: known };
  const file = await findMemoryFile(pid);
  const bytes = file === null ? null : await allocatedMemory(pid, file);
  return { bytes: bytes ?? (await residentSharedMemory(pid)), file };
}
