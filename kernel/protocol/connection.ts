// The connection file that a front end writes for the kernel: where to bind, and the key to sign with.
import { readFileSync } from 'node:fs';
import type { Fields } from '../contract/content.js';

const portNames = ['shell_port', 'control_port', 'iopub_port', 'stdin_port', 'hb_port'] as const;
export type PortName = (typeof portNames)[number];

export interface Connection {
  transport: 'tcp' | 'ipc';
  ip: string;
  key: string;
  ports: Record<PortName, number>;
}

export function readConnection(file: string): Connection {
  return parseConnection(parseFile(file), file);
}

/** Checks the fields; where the address is left out, only this machine can reach the kernel. */
export function parseConnection(content: Fields, file: string): Connection {
  const { transport = 'tcp', ip = '127.0.0.1', key = '', signature_scheme: scheme = 'hmac-sha256' } = content;
  if (transport !== 'tcp' && transport !== 'ipc')
    throw refuse(file, 'transport', '"tcp" or "ipc"', transport);
  if (typeof ip !== 'string') throw refuse(file, 'ip', 'an address as text', ip);
  if (typeof key !== 'string') throw refuse(file, 'key', 'text', key);
  if (key !== '' && scheme !== 'hmac-sha256') throw refuse(file, 'signature_scheme', '"hmac-sha256"', scheme);
  const ports = Object.fromEntries(portNames.map((name) => [name, port(content[name], name, file)]));
  return { transport, ip, key, ports: ports as Record<PortName, number> };
}

export function address(connection: Connection, name: PortName): string {
  const separator = connection.transport === 'tcp' ? ':' : '-';
  return `${connection.transport}://${connection.ip}${separator}${connection.ports[name]}`;
}

function port(value: unknown, name: string, file: string): number {
  if (Number.isInteger(value) && (value as number) > 0 && (value as number) < 65_536) return value as number;
  throw refuse(file, name, 'a port number', value);
}

function parseFile(file: string): Fields {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`The connection file ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Fields;
  throw refuse(file, 'content', 'a JSON object', content);
}

function refuse(file: string, field: string, expected: string, received: unknown): Error {
  const message = `Connection file ${file}: expected ${field} to be ${expected}. Received: ${JSON.stringify(received)}`;
  return new Error(message);
}
