import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder that holds one of the texts, with the text's name; paths start at the folder. */
export const findInFiles = async (
  folder: string,
  texts: Readonly<Record<string, string>>,
): Promise<{ name: string; path: string }[]> => {
  const found: { name: string; path: string }[] = [];
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const path = join(file.parentPath, file.name);
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (const [name, text] of Object.entries(texts))
      if (bytes.includes(text)) found.push({ name, path: relative(folder, path) });
  }
  return found;
};
