import { expect, test } from 'vitest';
import { clusterFrom } from '../../../lib/engine/cluster/cluster.js';

const worker = ['10.0.0.1:4000', '10.0.0.2:4001'];
const from = (value: unknown, name = 'TENSORCELL_CLUSTER') => clusterFrom({ [name]: JSON.stringify(value) });

test('no variable, an empty one, or one process are no cluster', () => {
  expect(clusterFrom({})).toBeUndefined();
  expect(clusterFrom({ TF_CONFIG: '' })).toBeUndefined();
  expect(from({})).toBeUndefined();
  expect(from({ cluster: { worker: ['a:1'] }, task: { type: 'worker', index: 0 } })).toBeUndefined();
});

test('TF_CONFIG gives addresses and place, with the chief first', () => {
  const task = { type: 'worker', index: 1 };
  expect(from({ cluster: { worker }, task }, 'TF_CONFIG')).toEqual({
    addresses: worker,
    index: 1,
    source: 'TF_CONFIG',
  });
  const cluster = { worker, chief: ['10.0.0.9:3'] };
  expect(from({ cluster, task })).toMatchObject({ addresses: ['10.0.0.9:3', ...worker], index: 2 });
  expect(from({ cluster, task: { type: 'chief', index: '0' } })).toMatchObject({ index: 0 });
});

test('our own variable goes before TF_CONFIG', () => {
  const text = (index: number) => JSON.stringify({ cluster: { worker }, task: { type: 'worker', index } });
  expect(clusterFrom({ TENSORCELL_CLUSTER: text(0), TF_CONFIG: text(1) })?.index).toBe(0);
});

test.each([
  ['not JSON', () => clusterFrom({ TF_CONFIG: '{' }), 'TF_CONFIG: expected JSON'],
  ['a list', () => from([1]), 'TENSORCELL_CLUSTER: expected a cluster and a task. Received: [1]'],
  [
    'no port',
    () => from({ cluster: { worker: ['a', 'b:1'] } }),
    "a list of host:port as the cluster's worker",
  ],
  ['no task', () => from({ cluster: { worker } }), "expected a task of the cluster's"],
  [
    'a place too far',
    () => from({ cluster: { worker }, task: { type: 'worker', index: 2 } }),
    `Received: {"type":"worker","index":2}. Write it like {"cluster"`,
  ],
  [
    'parameter servers',
    () => from({ cluster: { worker, ps: ['c:1'] }, task: { type: 'worker', index: 0 } }),
    "'ps' is not computed here",
  ],
  [
    'one address twice',
    () => from({ cluster: { worker: ['a:1', 'a:1'] }, task: { type: 'worker', index: 0 } }),
    'Received: a:1 twice',
  ],
])('%s is an error', (_, act, message) => {
  expect(act).toThrow(message);
});
