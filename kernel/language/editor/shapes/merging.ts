// The shape of what layers of several inputs give.
import type { Options } from './options.js';
import type { Outcome, Shape, Size } from './shape.js';
import { shapeText } from './shape.js';

const elementwise = new Set(['add', 'average', 'multiply', 'maximum', 'minimum']);

export function mergedShape(maker: string, options: Options, inputs: readonly Shape[]): Outcome {
  if (inputs.length === 0) return undefined;
  if (maker === 'concatenate') return concatenated(options, inputs);
  return elementwise.has(maker) ? broadcast(maker, inputs) : undefined;
}

function concatenated(options: Options, inputs: readonly Shape[]): Outcome {
  const given = options.has('axis') ? options.get('axis') : -1;
  if (typeof given !== 'number') return undefined;
  const [first] = inputs as [Shape];
  const said = (what: string) => ({
    problem: `concatenate: ${what}. Received: ${inputs.map(shapeText).join(' and ')}.`,
  });
  if (inputs.some(({ length }) => length !== first.length))
    return said(`inputs must have as many axes as each other, expected ${first.length}`);
  const along = given < 0 ? given + first.length : given;
  if (along < 0 || along >= first.length)
    return said(`axis must be one of the inputs' axes, which ${given} is not`);
  for (const axis of first.keys()) {
    const known = new Set(inputs.map((shape) => shape[axis]).filter((size) => size != null));
    if (axis !== along && known.size > 1)
      return said(`inputs must have the same sizes but along axis ${given}, expected so along axis ${axis}`);
  }
  return first.with(along, inputs.map((shape) => shape[along]).reduce(sum, 0));
}

function sum(total: Size, size: Size): Size {
  if (total === undefined || size === undefined) return undefined;
  return total === null || size === null ? null : total + size;
}

/** Samples count apart: the rest is aligned at the last axis. */
function broadcast(maker: string, inputs: readonly Shape[]): Outcome {
  const samples = new Set(inputs.map(([size]) => size).filter((size) => size != null));
  let result = inputs[0]!.slice(1);
  for (const input of inputs.slice(1)) {
    const [longer, shorter] = [result, input.slice(1)].sort((a, b) => b.length - a.length) as [
      Size[],
      Size[],
    ];
    const added = longer.length - shorter.length;
    const agreed = longer.map((size, axis) => (axis < added ? size : agreedOn(size, shorter[axis - added])));
    if (agreed.includes('none')) {
      const received = inputs.map(shapeText).join(' and ');
      return {
        problem: `${maker}: inputs must have shapes that agree, or sizes of 1 where they do not. Received: ${received}.`,
      };
    }
    result = agreed as Size[];
  }
  const isUnknown = inputs.some(([size]) => size === undefined);
  return [isUnknown ? undefined : samples.size === 1 ? [...samples][0] : null, ...result];
}

function agreedOn(a: Size, b: Size): Size | 'none' {
  if (a === undefined || b === undefined) return undefined;
  if (a === null || b === null) return null;
  if (a === b || b === 1) return a;
  return a === 1 ? b : 'none';
}
