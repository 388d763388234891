// Round places along an axis: 1, 2 or 5 times a power of ten apart.

export type Ends = readonly [low: number, high: number];

/** About so many round numbers between the ends. */
export function ticks([low, high]: Ends, about: number): number[] {
  const step = niceStep(low, high, about);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The same for epochs, steps and layers: whole numbers only; none where none lies between the ends. */
export function wholeTicks([low, high]: Ends, about = 10): number[] {
  if (high - low < 1) return Math.floor(high) >= low ? [Math.floor(high)] : [];
  const step = Math.max(1, niceStep(low, high, about));
  return ticks([low, high], (high - low) / step).filter((tick) => Number.isInteger(tick));
}

/** Powers of ten, with 2 and 5 times them where those are few: a logarithmic axis without a thicket of lines. */
export function logTicks([low, high]: Ends): number[] {
  if (!(low > 0) || !(high >= low)) return [];
  const powers = Array.from(
    { length: Math.floor(Math.log10(high)) - Math.floor(Math.log10(low)) + 3 },
    (_, i) => Math.floor(Math.log10(low)) - 1 + i,
  );
  const step = Math.ceil(powers.length / 9);
  const factors = powers.length <= 5 ? [1, 2, 5] : [1];
  const places = powers
    .filter((power) => power % step === 0)
    .flatMap((power) => factors.map((f) => f * 10 ** power));
  return places.map((place) => Number(place.toPrecision(3)));
}

/** How a logarithmic axis writes its places: by their powers, where plain numbers would run to many digits. */
export function logFormat([low, high]: Ends): string {
  return low < 1e-4 || high >= 1e6 ? '~e' : '~g';
}

/** The ends moved outward to round numbers. */
export function niceEnds([low, high]: Ends, about: number): Ends {
  const step = niceStep(low, high, about);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

function niceStep(low: number, high: number, about: number): number {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10);
}
