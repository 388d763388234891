// Filters that weigh a pixel's neighbours when an image changes its size.

export interface Filter {
  /** The distance beyond which the weight is 0. */
  readonly support: number;
  weight(x: number): number;
}

/** Linear interpolation. */
export const triangle: Filter = { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) };

/** Keys' cubic with a = −0.5. */
export const keysCubic: Filter = {
  support: 2,
  weight(x) {
    const d = Math.abs(x);
    if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
    return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
  },
};

/** Mitchell and Netravali's cubic with B = C = 1/3. */
export const mitchellCubic: Filter = {
  support: 2,
  weight(x) {
    const d = Math.abs(x);
    if (d < 1) return ((7 * d - 12) * d * d + 16 / 3) / 6;
    return d < 2 ? (((-7 / 3) * d + 12) * d * d - 20 * d + 32 / 3) / 6 : 0;
  },
};

/** A Gaussian of deviation 1/2. */
export const gaussian: Filter = {
  support: 1.5,
  weight: (x) => (Math.abs(x) < 1.5 ? Math.exp(-2 * x * x) : 0),
};

/** Lanczos' window over `lobes` on either side. */
export function lanczos(lobes: number): Filter {
  return { support: lobes, weight: (x) => (Math.abs(x) < lobes ? sinc(x) * sinc(x / lobes) : 0) };
}

export function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** By the names of `tf.image.resize`; how Lanczos is rounded differs between those who ask. */
export const filtersByName = (lanczos: (lobes: number) => Filter) => ({
  bilinear: triangle,
  bicubic: keysCubic,
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
  gaussian,
  mitchellcubic: mitchellCubic,
});
