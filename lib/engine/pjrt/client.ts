// One device of a plug-in: programs compiled for it, and buffers in its memory.
import type { NumericArray } from '../data-types.js';
import { readInto } from '../memory.js';
import { bytes, varint } from '../protobuf.js';
import { arrayFor, type ElementType, pjrtTypes, product } from './element-types.js';
import { type Fields, fields, list, type Plugin } from './plugin.js';
import { Program } from './program.js';

/** What a buffer holds. */
export interface BufferShape {
  readonly type: ElementType;
  readonly shape: readonly number[];
}

export class Client {
  readonly #client: bigint;
  readonly #device: bigint;

  constructor(
    readonly plugin: Plugin,
    options: Readonly<Record<string, boolean>> = {},
  ) {
    const named = namedValues(options);
    const count = Object.keys(options).length;
    this.#client = plugin.call('PJRT_Client_Create', fields(named, count, 0, 0, 0, 0, 0))[8]!;
    const [, , , first, found] = plugin.call('PJRT_Client_AddressableDevices', fields(this.#client, 0, 0));
    if (found === 0n) throw new Error(`${plugin.file} has no device here.`);
    this.#device = readInto(new BigUint64Array(1), Number(first))[0]!;
  }

  /** Such as `cpu` or `cuda`. */
  get platform(): string {
    return this.plugin.text('PJRT_Client_PlatformName', this.#client);
  }

  /** The device's model, such as `NVIDIA H100 80GB HBM3`. */
  get deviceKind(): string {
    const description = this.plugin.call('PJRT_Device_GetDescription', fields(this.#device, 0))[3]!;
    return this.plugin.text('PJRT_DeviceDescription_Kind', description);
  }

  /** Compiles a module in StableHLO's text. */
  compile(module: string): Program {
    const made = this.plugin.call('PJRT_Client_Compile', this.#compilation(module))[6]!;
    return new Program(this.plugin, made);
  }

  /** The same on another thread. */
  async compileAsync(module: string): Promise<Program> {
    const made = (await this.plugin.callAsync('PJRT_Client_Compile', this.#compilation(module)))[6]!;
    return new Program(this.plugin, made);
  }

  /** Copies values to the device; the buffer is the caller's. */
  upload(values: NumericArray, { type, shape }: BufferShape): bigint {
    const struct = fields(
      this.#client,
      values.byteLength > 0 ? values : new Uint8Array(1),
      pjrtTypes[type],
      BigInt64Array.from(shape, BigInt),
      shape.length,
      0,
      0,
      0, // copied before the call returns
      this.#device,
      0,
      0,
      0,
      0,
    );
    this.plugin.call('PJRT_Client_BufferFromHostBuffer', struct);
    this.plugin.await(struct[13]!);
    return struct[14]!;
  }

  /** Waits for a buffer's values and copies them. */
  download(buffer: bigint, { type, shape }: BufferShape): NumericArray {
    const values = arrayFor(type, product(shape));
    if (values.byteLength === 0) return values;
    const struct = fields(buffer, 0, values, values.byteLength, 0);
    this.plugin.call('PJRT_Buffer_ToHostBuffer', struct);
    this.plugin.await(struct[6]!);
    return values;
  }

  free(buffer: bigint): void {
    this.plugin.call('PJRT_Buffer_Destroy', fields(buffer));
  }

  destroy(): void {
    this.plugin.call('PJRT_Client_Destroy', fields(this.#client));
  }

  #compilation(module: string): Fields {
    // Whatever size is given, the parser reads on to a zero byte.
    const text = Buffer.from(`${module}\0`);
    const format = Buffer.from('mlir');
    const program = fields(text, text.length - 1, format, format.length);
    return fields(this.#client, program, compileOptions, compileOptions.length, 0);
  }
}

/** CompileOptionsProto { executable_build_options { device_ordinal: -1 num_replicas: 1 num_partitions: 1 } }. */
const minusOne = [...new Array<number>(9).fill(0xff), 0x01];
const compileOptions = bytes(3, Buffer.from([0x08, ...minusOne]), varint(4, 1), varint(5, 1));

/** An array of PJRT_NamedValue: seven slots each, booleans only. */
function namedValues(options: Readonly<Record<string, boolean>>): Fields {
  const values = Object.entries(options).flatMap(([name, value]) => {
    const text = Buffer.from(name);
    return [56, 0, text, text.length, 4, value ? 1 : 0, 1];
  });
  return list(...values);
}
