// Jupyter counts Unicode code points, JavaScript UTF-16 units: an emoji is one there and two here.

/** The offset in UTF-16 units of a place counted in code points. */
export function toUnits(text: string, points: number): number {
  let units = 0;
  for (let point = 0; point < points && units < text.length; point++) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The number of code points before an offset in UTF-16 units. */
export function toPoints(text: string, units: number): number {
  let points = 0;
  for (let unit = 0; unit < units && unit < text.length; points++) {
    unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1;
  }
  return points;
}
