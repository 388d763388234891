// The common transform in WebAssembly: three channels, linear interpolation, edges repeated; less than half the time.
import type { AffineMap, Filling } from './affine.js';
import type { Pixels } from './pixels.js';
import { warpModule } from './warp-module.js';

interface WarpModule {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  warp(
    source: number,
    target: number,
    height: number,
    width: number,
    ...map: [xx: number, xy: number, x0: number, yx: number, yy: number, y0: number, scale: number]
  ): void;
}

/** The part used here; TypeScript has its types only among a browser's. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
};

const pageSize = 2 ** 16;
/** Behind an image, where its last pixel's spare lane falls; keeps what follows aligned. */
const spareRoom = 16;
let loaded: WarpModule | undefined;

/** True for what `fastWarp` does. */
export function isCommon({ channels }: Pixels, { fillMode, interpolationOrder }: Filling): boolean {
  return channels === 3 && fillMode === 'nearest' && interpolationOrder === 1;
}

/** Writes the mapped image, times `scale`, into `target`, of the same size as `source`. */
export function fastWarp(
  { data, height, width }: Pixels,
  target: Float32Array,
  map: AffineMap,
  scale: number,
): void {
  loaded ??= load();
  const { memory, warp } = loaded;
  const bytes = data.length * Float32Array.BYTES_PER_ELEMENT + spareRoom;
  const missing = 2 * bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageSize));
  new Float32Array(memory.buffer, 0, data.length).set(data);
  warp(0, bytes, height, width, map.xx, map.xy, map.x0, map.yx, map.yy, map.y0, scale);
  target.set(new Float32Array(memory.buffer, bytes, data.length));
}

function load(): WarpModule {
  const { Module, Instance } = WebAssembly;
  return new Instance(new Module(Buffer.from(warpModule, 'base64'))).exports as WarpModule;
}
