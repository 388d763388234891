// Serves one editor over stdin and stdout until it says goodbye or is gone.
import { rmSync } from 'node:fs';
import { encodeMessage, MessageReader } from './framing.js';
import { docsFolder } from './results.js';
import { LanguageServer } from './server.js';

/** Resolves with the exit code. */
export function serveEditor(version: string): Promise<number> {
  const reader = new MessageReader();
  const server = new LanguageServer((message) => process.stdout.write(encodeMessage(message)), version);
  let isShutDown = false;
  return new Promise((resolve) => {
    const end = (code: number) => {
      server.close();
      rmSync(docsFolder, { recursive: true, force: true });
      resolve(code);
    };
    process.stdin.on('data', (bytes: Buffer) => {
      for (const message of reader.read(bytes)) {
        if (message.method === 'exit') end(isShutDown ? 0 : 1);
        if (message.method === 'shutdown') isShutDown = true;
        void server.receive(message);
      }
    });
    process.stdin.on('end', () => end(isShutDown ? 0 : 1));
  });
}
