// TensorFlow's ServerDef: the addresses of all processes, which of them this one is, and who leads.
import { bytes, text, varint } from '../protobuf.js';
import type { Cluster } from './cluster.js';

const job = 'worker';

/** The name that TensorFlow knows a process by. */
export const taskName = (index: number): string => `/job:${job}/replica:0/task:${index}`;

/**
 * ServerDef { cluster = 1, job_name = 2, task_index = 3, default_session_config = 4, protocol = 5 }; its devices are made
 * by the configuration.
 * @param configuration a ConfigProto's bytes
 */
export function serverDefinition({ addresses, index }: Cluster, configuration: Uint8Array): Buffer {
  const tasks = addresses.map((address, key) => bytes(2, varint(1, key), text(2, address)));
  return Buffer.concat([
    bytes(1, bytes(1, text(1, job), ...tasks)),
    text(2, job),
    varint(3, index),
    // ConfigProto.Experimental { collective_group_leader = 1 }
    bytes(4, configuration, bytes(16, text(1, taskName(0)))),
    text(5, 'grpc'),
  ]);
}
