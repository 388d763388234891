// What the nodes of one training and the one that leads them say to each other: a line of JSON each.
import type { Socket } from 'node:net';

/** A node offers its processes: sent anew for each start. */
export interface Join {
  readonly kind: 'join';
  readonly nodes: number;
  readonly leastNodes: number;
  readonly rank: number;
  /** Ports at which the node's processes will listen. */
  readonly ports: readonly number[];
  /** The node's address for the others; without it that from which it called. */
  readonly host?: string | undefined;
}

/** What a node says. */
export type FromNode =
  | Join
  /** All its processes came to their end. */
  | { readonly kind: 'done' }
  /** One of its processes failed; `isByOthers`: since those of other nodes were gone. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isByOthers: boolean };

/** What the leader says. */
export type FromLeader =
  /** All are there that take part: start. The node's own processes are those from `first` on; some nodes may do without. */
  | {
      readonly kind: 'start';
      readonly addresses: readonly string[];
      readonly first: number;
      readonly absent: readonly number[];
    }
  /** A node failed, or is missing: end what runs; with `again`, join anew. */
  | { readonly kind: 'end'; readonly reason: string; readonly again: boolean }
  /** The place is taken, perhaps by a connection that is not known to be broken yet. */
  | { readonly kind: 'taken'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string }
  /** All nodes are done. */
  | { readonly kind: 'finished' };

/** Whoever sends more than this in a line is none of ours. */
const longestLine = 1_000_000;

export function send(socket: Socket, message: FromNode | FromLeader): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** Calls `hear` for each message; what is none ends the connection. */
export function listen(socket: Socket, hear: (message: Record<string, unknown>) => void): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop()!;
    const messages = lines.map(read);
    if (text.length > longestLine || messages.includes(undefined)) socket.destroy();
    else for (const message of messages) hear(message!);
  });
}

function read(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isMessage = typeof value === 'object' && value !== null && 'kind' in value;
    return isMessage ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether what came over the network is a node's offer. */
export function isJoin(message: Record<string, unknown>): message is Record<string, unknown> & Join {
  const { kind, nodes, leastNodes, rank, ports, host } = message;
  const isPort = (port: unknown) =>
    Number.isInteger(port) && (port as number) > 0 && (port as number) < 65_536;
  return (
    kind === 'join' &&
    Number.isInteger(nodes) &&
    Number.isInteger(leastNodes) &&
    Number.isInteger(rank) &&
    Array.isArray(ports) &&
    ports.length > 0 &&
    ports.every(isPort) &&
    (host === undefined || (typeof host === 'string' && /^[^\s/]+$/.test(host)))
  );
}
