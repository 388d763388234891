// `b (h w) c -> b h w c`: axes by name, split and joined.
import { tf } from '../tf.js';

/** @param sizes of names that the tensor's shape does not tell */
export function rearranged(
  x: tf.Tensor,
  pattern: string,
  sizes: Readonly<Record<string, number>>,
): tf.Tensor {
  const [before, after, ...rest] = pattern.split('->').map(axesIn);
  if (!before || !after || rest.length > 0)
    throw new Error(
      `rearrange: the pattern must have one '->', as 'b h w -> b (h w)'. Received: '${pattern}'.`,
    );
  if (before.length !== x.rank)
    throw new Error(`rearrange: '${pattern}' is for ${before.length} axes. Received: shape [${x.shape}].`);
  const known = sizesOf(before, x.shape, sizes, pattern);
  const names = before.flat();
  const wanted = after.flat();
  if ([...names].sort().join() !== [...wanted].sort().join())
    throw new Error(`rearrange: both sides of '${pattern}' must have the same names.`);
  const apart = tf.reshape(
    x,
    names.map((name) => known.get(name)!),
  );
  const turned = tf.transpose(
    apart,
    wanted.map((name) => names.indexOf(name)),
  );
  return tf.reshape(
    turned,
    after.map((group) => group.reduce((size, name) => size * known.get(name)!, 1)),
  );
}

/** The names of each axis: several where brackets join them. */
function axesIn(side: string): string[][] {
  const found = side.match(/\([^)]*\)|\S+/g) ?? [];
  return found.map((part) =>
    part
      .replace(/[()]/g, ' ')
      .trim()
      .split(/\s+/)
      .filter((name) => name !== ''),
  );
}

function sizesOf(
  groups: string[][],
  shape: readonly number[],
  given: Readonly<Record<string, number>>,
  pattern: string,
): Map<string, number> {
  const known = new Map(Object.entries(given));
  groups.forEach((group, axis) => {
    const open = group.filter((name) => !known.has(name));
    if (open.length > 1)
      throw new Error(
        `rearrange: '${pattern}' needs the size of ${open
          .slice(1)
          .map((name) => `'${name}'`)
          .join(', ')}.`,
      );
    const rest = group.reduce((size, name) => size * (known.get(name) ?? 1), 1);
    if (open.length === 1) known.set(open[0]!, shape[axis]! / rest);
    const whole = group.reduce((size, name) => size * known.get(name)!, 1);
    if (whole !== shape[axis]! || !Number.isInteger(known.get(group[0] ?? '') ?? 1))
      throw new Error(
        `rearrange: the axis (${group.join(' ')}) of '${pattern}' has the size ${shape[axis]}. Received: ${[...known].map(([name, size]) => `${name}: ${size}`).join(', ')}.`,
      );
  });
  return known;
}
