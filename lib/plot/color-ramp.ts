// A number between 0 and 1 as a colour, for heat laid over pictures: from dark blue over red to light yellow, ever
// brighter, so that it reads in grey too.
const stops = [
  [13, 22, 77],
  [91, 18, 110],
  [171, 42, 92],
  [228, 92, 48],
  [250, 168, 40],
  [252, 245, 160],
] as const;

export function heatColor(share: number): [red: number, green: number, blue: number] {
  const at = Math.min(1, Math.max(0, share || 0)) * (stops.length - 1);
  const low = stops[Math.floor(at)]!;
  const high = stops[Math.ceil(at)]!;
  const mix = at - Math.floor(at);
  return [0, 1, 2].map((c) => Math.round(low[c]! + (high[c]! - low[c]!) * mix)) as [number, number, number];
}
