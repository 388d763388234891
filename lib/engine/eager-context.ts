// TensorFlow's eager runtime: one context for the process, its devices, and ops run at once on tensor handles.
import { type CApi, callAsync, type Pointer } from './c-api.js';
import type { Cluster } from './cluster/cluster.js';
import { keepToLoopback } from './cluster/loopback-only.js';
import { serverDefinition } from './cluster/server-definition.js';
import { eagerAttributes, type OpAttribute, setAttribute } from './op-attributes.js';
import { bytes, text, varint } from './protobuf.js';
import { Status } from './status.js';

/** A device as TensorFlow names it, for example `GPU` and `/job:localhost/replica:0/task:0/device:GPU:0`. */
export interface Device {
  readonly type: string;
  readonly name: string;
}

/** ConfigProto { gpu_options { allow_growth: true } }: take GPU memory as it is needed, not all of it at the start. */
const memoryGrowth = bytes(6, varint(4, 1));

/** ConfigProto { device_count { GPU: 0 } intra_op_parallelism_threads: 1 inter_op_parallelism_threads: 1 }: the CPU, and no threads beside the caller's. */
export const callersThreadOnly = Buffer.concat([
  bytes(1, text(1, 'GPU'), varint(2, 0)),
  varint(2, 1),
  varint(5, 1),
]);

/** What nearly every op gives fits in here; a tensor taken apart into more rows gets a place of its own. */
const usualOutputs = 64;

/** Milliseconds between two looks at an op that is waited for. */
const longestPause = 16;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

export class EagerContext {
  readonly status: Status;
  readonly pointer: Pointer;
  readonly devices: readonly Device[];
  readonly #attributes: ReturnType<typeof eagerAttributes>;
  readonly #outputs = new BigUint64Array(usualOutputs);
  readonly #outputCount = new Int32Array(1);

  /** @param configuration a ConfigProto's bytes */
  constructor(
    readonly api: CApi,
    configuration: Uint8Array = memoryGrowth,
    /** The processes that this one computes with; its server listens from here on. */
    readonly cluster?: Cluster,
  ) {
    this.status = new Status(api);
    this.#attributes = eagerAttributes(api);
    this.pointer = this.#create(configuration);
    // Before anything else: the server's devices take the place of the first ones.
    if (cluster) this.#join(serverDefinition(cluster, configuration), cluster);
    this.devices = this.#listDevices();
  }

  /** Runs an op now; the caller owns the handles it returns. */
  execute(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly Pointer[],
    outputs: number,
  ): Pointer[] {
    const { api } = this;
    const op = this.#newOp(name, attributes, inputs);
    try {
      return this.#run(op, name, outputs);
    } finally {
      api.TFE_DeleteOp(op);
    }
  }

  /** The same on another thread; JavaScript goes on meanwhile. */
  async executeAsync(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly Pointer[],
    outputs: number,
  ): Promise<Pointer[]> {
    const { api } = this;
    const op = this.#newOp(name, attributes, inputs);
    // Its own, as the shared ones serve other calls in the meantime.
    const status = new Status(api);
    const handles = new BigUint64Array(Math.max(outputs, 1));
    const count = Int32Array.of(outputs);
    try {
      await callAsync(api.TFE_Execute, op, handles, count, status.pointer);
      status.check(() => `run ${name}`);
      return Array.from(handles.subarray(0, count[0]), Number);
    } finally {
      api.TFE_DeleteOp(op);
      status.delete();
    }
  }

  /**
   * The same on another thread, waited for by this one: JavaScript stands still meanwhile.
   * @param whileWaiting runs every now and then; its error ends the waiting, and the op is left to itself
   */
  executeWaiting(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly Pointer[],
    outputs: number,
    whileWaiting: () => void,
  ): Pointer[] {
    const { api } = this;
    const op = this.#newOp(name, attributes, inputs);
    const status = new Status(api);
    const handles = new BigUint64Array(outputs);
    const count = Int32Array.of(outputs);
    // It writes to them also when nobody waits any more.
    const written = [handles, count];
    // Its promise settles only when JavaScript goes on: that it has ended is seen by what it wrote.
    void callAsync(api.TFE_Execute, op, handles, count, status.pointer).finally(() => {
      written.length = 0;
      api.TFE_DeleteOp(op);
      status.delete();
    });
    const isUnderWay = () =>
      Atomics.load(handles, outputs - 1) === 0n && api.TF_GetCode(status.pointer) === 0;
    for (let pause = 1; isUnderWay(); pause = Math.min(pause * 2, longestPause)) {
      Atomics.wait(sleeper, 0, 0, pause);
      whileWaiting();
    }
    status.check(() => `run ${name}`);
    return Array.from(handles, Number);
  }

  #newOp(name: string, attributes: readonly OpAttribute[], inputs: readonly Pointer[]): Pointer {
    const { api, status } = this;
    const op = api.TFE_NewOp(this.pointer, name, status.pointer);
    status.check(() => `make the op ${name}`);
    try {
      for (const input of inputs) {
        api.TFE_OpAddInput(op, input, status.pointer);
        status.check(() => `take an input of ${name}`);
      }
      for (const attribute of attributes) setAttribute(this.#attributes, status, op, name, attribute);
      return op;
    } catch (error) {
      api.TFE_DeleteOp(op);
      throw error;
    }
  }

  #run(op: Pointer, name: string, outputs: number): Pointer[] {
    if (!Number.isInteger(outputs) || outputs < 0) {
      throw new Error(`${name} was asked for ${outputs} outputs; expected a whole number of 0 or more.`);
    }
    const made = outputs <= usualOutputs ? this.#outputs : new BigUint64Array(outputs);
    this.#outputCount[0] = outputs;
    this.api.TFE_Execute(op, made, this.#outputCount, this.status.pointer);
    this.status.check(() => `run ${name}`);
    const handles: Pointer[] = [];
    for (let index = 0; index < this.#outputCount[0]!; index++) handles.push(Number(made[index]));
    return handles;
  }

  #create(configuration: Uint8Array): Pointer {
    const { api, status } = this;
    const options = api.TFE_NewContextOptions();
    try {
      api.TFE_ContextOptionsSetConfig(options, configuration, configuration.length, status.pointer);
      status.check(() => 'take its configuration');
      const context = api.TFE_NewContext(options, status.pointer);
      status.check(() => 'start');
      return context;
    } finally {
      api.TFE_DeleteContextOptions(options);
    }
  }

  #join(definition: Uint8Array, cluster: Cluster): void {
    const own = cluster.addresses[cluster.index];
    this.api.TFE_EnableCollectiveOps(this.pointer, definition, definition.length, this.status.pointer);
    this.status.check(() => `listen at ${own} for the other processes`);
    const reason = keepToLoopback(cluster);
    if (reason !== undefined)
      console.warn(
        `TensorFlow listens at ${own} for other machines too: ${reason}. A firewall must close that port.`,
      );
  }

  #listDevices(): Device[] {
    const { api, status } = this;
    const list = api.TFE_ContextListDevices(this.pointer, status.pointer);
    status.check(() => 'list the devices');
    const devices = Array.from({ length: api.TF_DeviceListCount(list) }, (_, index) => ({
      type: api.TF_DeviceListType(list, index, status.pointer),
      name: api.TF_DeviceListName(list, index, status.pointer),
    }));
    api.TF_DeleteDeviceList(list);
    return devices;
  }
}
