// `tensorcell train --listen`: waits for notebooks that have their fits taken here, one after the other.
import { randomBytes } from 'node:crypto';
import { listenForLeaders } from '../../lib/kernel-door.js';
import { exitCodes } from './exit-codes.js';
import type { ListenOptions } from './options.js';

/** Runs until it is told to stop; gives the exit code. */
export async function waitForNotebooks({ endpoint: { host, port }, token }: ListenOptions): Promise<number> {
  const known = token ?? randomBytes(16).toString('hex');
  const listener = await listenForLeaders({ host, port, token: known, tell: (text) => console.log(text) });
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  console.log(
    token === undefined
      ? `In a notebook: await distribute({ addresses: ['${address}'], token: '${known}' })`
      : `In a notebook: await distribute({ addresses: ['${address}'], token }), with the token that was given here.`,
  );
  return new Promise((resolve) => {
    for (const [signal, code] of Object.entries(exitCodes))
      process.once(signal, () => {
        listener.close();
        resolve(code);
      });
  });
}
