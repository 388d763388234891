import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { address, parseConnection, readConnection } from '../../kernel/protocol/connection.js';

const ports = { shell_port: 1, control_port: 2, iopub_port: 3, stdin_port: 4, hb_port: 5 };

describe('connection files', () => {
  it('stay on this machine when they name no address', () => {
    const connection = parseConnection(ports, 'c.json');
    expect(address(connection, 'shell_port')).toBe('tcp://127.0.0.1:1');
    expect(connection.key).toBe('');
  });

  it('may ask for sockets in the file system', () => {
    const connection = parseConnection({ ...ports, transport: 'ipc', ip: '/tmp/k' }, 'c.json');
    expect(address(connection, 'hb_port')).toBe('ipc:///tmp/k-5');
  });

  it.each([
    [{ ...ports, shell_port: 0 }, /expected shell_port to be a port number. Received: 0/],
    [{ ...ports, hb_port: '5' }, /hb_port/],
    [{ ...ports, transport: 'udp' }, /"tcp" or "ipc"/],
    [{ ...ports, key: 5 }, /key/],
    [{ ...ports, key: 'k', signature_scheme: 'hmac-md5' }, /hmac-sha256/],
  ])('are refused with the reason: %o', (content, message) => {
    expect(() => parseConnection(content, 'c.json')).toThrow(message);
  });

  it('are refused when they are no JSON objects', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'connection-')), 'c.json');
    expect(() => readConnection(file)).toThrow(/cannot be read/);
    for (const text of ['{', '[1]']) {
      writeFileSync(file, text);
      expect(() => readConnection(file)).toThrow(file);
    }
  });
});
