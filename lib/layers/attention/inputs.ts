// What layers of attention are called on: a query, values, and keys that the values go by if they have others.

/** Query, value and, unless it is the value, key. */
export function triple<T>(inputs: T | readonly T[], layer: string): [query: T, value: T, key: T] {
  // One input's shape is a list, too.
  const isSeveral = Array.isArray(inputs) && typeof inputs[0] === 'object' && inputs[0] !== null;
  const list = (isSeveral ? inputs : [inputs]) as readonly T[];
  const [query, value, key = value] = list;
  if (list.length < 2 || list.length > 3) {
    throw new Error(
      `${layer}: expected [query, value] or [query, value, key]; for self-attention [x, x]. Received: ${list.length === 1 ? 'one input' : `a list of ${list.length}`}.`,
    );
  }
  return [query!, value!, key!];
}
