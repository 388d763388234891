// A plug-in of XLA's for one kind of device, by the PJRT C API: its table of functions, called with structs of 8-byte slots.
import koffi from 'koffi';
import type { Pointer } from '../c-api.js';
import { callAsync } from '../c-api.js';
import { readInto } from '../memory.js';
import { type NativeFunction, SharedLibraries } from '../shared-library.js';
import { codeOf } from '../status.js';
import { DeviceError } from './device-error.js';

/** Where each function's pointer is in the table. New ones are only ever added behind the last. */
const places = {
  PJRT_Error_Destroy: 0,
  PJRT_Error_Message: 1,
  PJRT_Error_GetCode: 2,
  PJRT_Plugin_Initialize: 3,
  PJRT_Event_Destroy: 5,
  PJRT_Event_Await: 8,
  PJRT_Client_Create: 10,
  PJRT_Client_Destroy: 11,
  PJRT_Client_PlatformName: 12,
  PJRT_Client_AddressableDevices: 16,
  PJRT_Client_Compile: 20,
  PJRT_Client_BufferFromHostBuffer: 22,
  PJRT_DeviceDescription_Kind: 26,
  PJRT_Device_GetDescription: 29,
  PJRT_Executable_Destroy: 40,
  PJRT_Executable_NumOutputs: 44,
  PJRT_LoadedExecutable_Destroy: 50,
  PJRT_LoadedExecutable_GetExecutable: 51,
  PJRT_LoadedExecutable_Execute: 55,
  PJRT_Buffer_Destroy: 58,
  PJRT_Buffer_ToHostBuffer: 70,
} as const;

export type PjrtFunction = keyof typeof places;

/** The table's own size, extensions, and the version: its size, extensions, major and minor number. */
const headSlots = 5;
/** Every struct begins with its size and a pointer to extensions. */
export const firstField = 2;
/** Zeroed room behind our fields: a plug-in refuses a struct shorter than its own, and takes a longer one. */
const roomForNewerFields = 32;

// Named once for the process, as koffi keeps names.
const signature = koffi.proto('uintptr_t TensorCellPjrtFunction(void *arguments)');

/** A struct of the API: what is put in, and after the call what came out, by the place of the field. */
export type Fields = BigUint64Array;

export class Plugin {
  /** The API's major and minor number. */
  readonly version: readonly [number, number];
  readonly #functions: Record<PjrtFunction, NativeFunction>;

  constructor(readonly file: string) {
    const find = new SharedLibraries([file], 'own').find('GetPjrtApi', 'uintptr_t', []);
    if (!find) throw new Error(`${file} is no plug-in of XLA's: it has no function GetPjrtApi.`);
    const table = Number(find());
    const head = readInto(new BigUint64Array(headSlots), table);
    this.version = [Number(head[4]! & 0xffffffffn), Number(head[4]! >> 32n)];
    const slots = Number(head[0]) / 8 - headSlots;
    const pointers = readInto(new BigUint64Array(slots), table + headSlots * 8);
    this.#functions = bind(pointers, file);
    this.call('PJRT_Plugin_Initialize', fields());
  }

  /** Calls a function and gives its struct back, filled; throws what it answers otherwise. */
  call(name: PjrtFunction, struct: Fields): Fields {
    this.#check(name, this.#functions[name](struct));
    return struct;
  }

  /** The same on a thread of koffi's. */
  async callAsync(name: PjrtFunction, struct: Fields): Promise<Fields> {
    this.#check(name, await callAsync(this.#functions[name], struct));
    return struct;
  }

  /** A text that a function gives for what `of` points to. */
  text(name: PjrtFunction, of: bigint): string {
    const [, , , address, size] = this.call(name, fields(of, 0n, 0n));
    return textAt(address!, size!);
  }

  /** Waits for an event, which is gone afterwards. */
  await(event: bigint): void {
    try {
      this.call('PJRT_Event_Await', fields(event));
    } finally {
      this.call('PJRT_Event_Destroy', fields(event));
    }
  }

  async awaitAsync(event: bigint): Promise<void> {
    try {
      await this.callAsync('PJRT_Event_Await', fields(event));
    } finally {
      this.call('PJRT_Event_Destroy', fields(event));
    }
  }

  #check(name: PjrtFunction, answer: unknown): void {
    const error = BigInt(answer as Pointer | bigint);
    if (error === 0n) return;
    const functions = this.#functions;
    const message = fields(error, 0n, 0n);
    functions.PJRT_Error_Message(message);
    const text = textAt(message[3]!, message[4]!);
    const code = fields(error, 0n);
    functions.PJRT_Error_GetCode(code);
    functions.PJRT_Error_Destroy(fields(error));
    throw new DeviceError(codeOf(Number(code[3]! & 0xffffffffn)), name, text);
  }
}

function bind(pointers: BigUint64Array, file: string): Record<PjrtFunction, NativeFunction> {
  const bound = Object.entries(places).map(([name, place]) => {
    const pointer = pointers[place];
    if (!pointer) throw new Error(`${file} is too old: its API has no function ${name}.`);
    return [name, koffi.decode(pointer, signature)];
  });
  return Object.fromEntries(bound) as Record<PjrtFunction, NativeFunction>;
}

/** A number, or memory that is pointed to; nothing where it is empty. */
type Field = bigint | number | ArrayBufferView;

/**
 * What a struct or a list points to, which JavaScript's garbage collection knows nothing of: it lives as long as they do.
 * A variable that holds it would not do: of a function that V8 has optimized, it is let go after its last use.
 */
const pointedTo = new WeakMap<Fields, readonly Field[]>();

/** A struct with these fields after its head. What foreign code reads and writes through it stays where it is. */
export function fields(...values: Field[]): Fields {
  const struct = new BigUint64Array(firstField + values.length + roomForNewerFields);
  struct[0] = BigInt(struct.byteLength);
  fill(struct, firstField, values);
  return struct;
}

/** The same without a head: an array of numbers and pointers. */
export function list(...values: Field[]): Fields {
  const numbers = new BigUint64Array(values.length);
  fill(numbers, 0, values);
  return numbers;
}

function fill(struct: Fields, start: number, values: readonly Field[]): void {
  pointedTo.set(struct, values);
  values.forEach((value, place) => {
    struct[start + place] = typeof value === 'object' ? addressOf(value) : BigInt.asUintN(64, BigInt(value));
  });
}

const addressOf = (values: ArrayBufferView): bigint =>
  values.byteLength === 0 ? 0n : BigInt(koffi.address(values));

export function textAt(address: bigint, size: bigint): string {
  return Buffer.from(readInto(new Uint8Array(Number(size)), Number(address))).toString();
}
