// A file from an address, for who names one in place of a path.
import { host } from '../host.js';

/** @param where the function that asks, for messages */
export async function download(where: string, address: string): Promise<Uint8Array> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: host().signal });
  } catch (cause) {
    host().signal.throwIfAborted();
    throw new Error(
      `${where}: expected an address that answers. Received: ${address}, which cannot be reached ` +
        `(${reasonOf(cause)}). Check the address and the network.`,
      { cause },
    );
  }
  if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  throw new Error(
    `${where}: expected a file at ${address}. Received: the answer ${answer.status} ${answer.statusText}. Check the address.`,
  );
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message;
}
