// A mirror on loopback that can be told to misbehave, one way a request.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How one request is answered. */
export type Behaviour =
  | 'serve' // with ranges, as a good server does
  | 'whole' // all of it, whatever range was asked for
  | 'break off' // half of what is due, then the connection is cut
  | 'stall' // half of what is due, then silence
  | 'endless' // bytes without end
  | 'refuse' // 404
  | 'fail'; // 503

export interface FileServer {
  readonly url: string;
  /** The Range header of every request so far, undefined where there was none. */
  readonly ranges: (string | undefined)[];
  /** What is served; may be changed between requests. */
  content: Buffer;
  close(): Promise<void>;
}

/** Serves `content` under every path; the last behaviour goes on for all later requests. */
export async function fileServer(content: Buffer, ...behaviours: Behaviour[]): Promise<FileServer> {
  const ranges: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    const behaviour = behaviours[Math.min(ranges.length, behaviours.length - 1)] ?? 'serve';
    ranges.push(request.headers.range);
    answer(behaviour, served.content, request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const served: FileServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ranges,
    content,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return served;
}

function answer(
  behaviour: Behaviour,
  content: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (behaviour === 'refuse' || behaviour === 'fail') {
    response.writeHead(behaviour === 'refuse' ? 404 : 503).end();
    return;
  }
  if (behaviour === 'endless') {
    sendEndlessly(response);
    return;
  }
  const etag = `"${content.length}-${content.subarray(0, 8).toString('hex')}"`;
  const from = behaviour === 'whole' ? 0 : rangeStart(request, etag);
  const due = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    etag,
    'content-length': due.length,
    ...(from > 0 && { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
  });
  if (behaviour === 'serve' || behaviour === 'whole') response.end(due);
  else
    response.write(
      due.subarray(0, due.length / 2),
      () => behaviour === 'break off' && setTimeout(() => response.destroy(), 100),
    );
}

function rangeStart(request: IncomingMessage, etag: string): number {
  const condition = request.headers['if-range'];
  if (condition && condition !== etag) return 0;
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

function sendEndlessly(response: ServerResponse): void {
  const block = Buffer.alloc(65_536, 1);
  const send = () => {
    while (!response.destroyed && response.write(block));
  };
  response.writeHead(200).on('drain', send);
  send();
}
