// A shared library that was cut off, as by a download that broke: loading it would not fail but end the process,
// as soon as the loader touches a page that is not there.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { LibraryLoadError } from './load-failure.js';

const headerSize = 64;

/** Throws for a 64-bit ELF file (Linux) that is shorter than its own header says; others are the loader's concern. */
export function requireComplete(file: string): void {
  const descriptor = openSync(file, 'r');
  try {
    const header = Buffer.alloc(headerSize);
    const read = readSync(descriptor, header, 0, headerSize, 0);
    const { size } = fstatSync(descriptor);
    if (read < headerSize || header.toString('latin1', 0, 5) !== '\x7fELF\x02') return;
    const expected = endOfSections(header);
    if (size < expected) throw new LibraryLoadError(file, `file too short: ${size} of ${expected} bytes`);
  } finally {
    closeSync(descriptor);
  }
}

// The table of sections is the last thing in the file: Elf64_Ehdr's e_shoff, e_shentsize and e_shnum.
function endOfSections(header: Buffer): number {
  return Number(header.readBigUInt64LE(0x28)) + header.readUInt16LE(0x3a) * header.readUInt16LE(0x3c);
}
