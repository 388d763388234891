// One of several processes that add up a tensor over TensorFlow's own runtime: what data-parallel training would
// stand on (see CONTRIBUTING.md). `node worker.mjs <own number> <port> <port> …`
import { engineInfo, registerEngine } from '../../../dist/lib/engine/engine.js';
import { tf } from '../../../dist/lib/tf.js';

const [task = 0, ...ports] = process.argv.slice(2).map(Number);

await registerEngine();
engineInfo();
const { binding } = /** @type {any} */ (tf.backend());
const { api, context } = binding;
const server = serverDefinition(task, ports);
api.TFE_EnableCollectiveOps(context.pointer, server, server.length, context.status.pointer);
context.status.check(() => 'join the other processes');

const scalar = (/** @type {number} */ value) =>
  binding.createTensor([], binding.TF_INT32, Int32Array.of(value));
const own = binding.createTensor([2], binding.TF_FLOAT, Float32Array.of(task + 1, 10));
const attributes = [
  { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  { name: 'merge_op', type: binding.TF_ATTR_STRING, value: 'Add' },
  { name: 'final_op', type: binding.TF_ATTR_STRING, value: 'Id' },
  { name: 'timeout_seconds', type: binding.TF_ATTR_FLOAT, value: 60 },
];
const inputs = [own, scalar(ports.length), scalar(1), scalar(1)];
const [sum] = binding.executeOp('CollectiveReduceV2', attributes, inputs, 1);
process.stdout.write(`${JSON.stringify([...binding.tensorDataSync(sum.id)])}\n`, () => process.exit(0));

/**
 * ServerDef { ClusterDef cluster = 1; string job_name = 2; int32 task_index = 3;
 * ConfigProto default_session_config = 4; string protocol = 5; }
 * @param {number} index
 * @param {number[]} addresses
 */
function serverDefinition(index, addresses) {
  const tasks = addresses.map((port, key) => field(2, number(1, key), field(2, text(`localhost:${port}`))));
  const job = field(1, field(1, text('worker')), ...tasks);
  // ConfigProto { Experimental experimental = 16 { string collective_group_leader = 1; } }
  const leader = field(16, field(1, text('/job:worker/replica:0/task:0')));
  return Buffer.concat([
    field(1, job),
    field(2, text('worker')),
    number(3, index),
    field(4, leader),
    field(5, text('grpc')),
  ]);
}

/** @param {string} value */
function text(value) {
  return Buffer.from(value);
}

/**
 * @param {number} tag
 * @param {number} value
 */
function number(tag, value) {
  return Buffer.from([tag << 3, value]);
}

/**
 * @param {number} tag
 * @param {Uint8Array[]} contents
 */
function field(tag, ...contents) {
  const content = Buffer.concat(contents);
  const key = (tag << 3) | 2;
  const head = key < 128 ? [key] : [(key & 127) | 128, key >> 7];
  return Buffer.concat([Buffer.from([...head, content.length]), content]);
}
