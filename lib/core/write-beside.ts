// Nothing half written: the new file is written beside the old one and takes its place when it is whole.
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

let count = 0;

export async function writeBeside(path: string, data: Uint8Array): Promise<void> {
  count += 1;
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}.${count}.part`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, 'w');
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {}); // where there is no folder, there is no file
    throw new Error(`Cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}
