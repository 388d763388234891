// Ports at which somebody listens on this machine, as Linux tells it.
import { readFileSync } from 'node:fs';

const listening = '0A';

/** @returns {Set<number>} */
export function listeningPorts() {
  const lines = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) =>
    readFileSync(file, 'utf8').trim().split('\n').slice(1),
  );
  const sockets = lines.map((line) => line.trim().split(/\s+/));
  return new Set(
    sockets.flatMap(([, local = '', , state]) =>
      state === listening ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [],
    ),
  );
}

/** How many of these ports somebody listens at. @param {Iterable<number>} ports */
export const countListening = (ports) => {
  const there = listeningPorts();
  return [...ports].filter((port) => there.has(port)).length;
};
