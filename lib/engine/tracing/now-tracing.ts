// Whether a function is being traced: its tensors then are places in a graph, and have no values. Apart from the rest, so
// that asking loads nothing.
let traces = 0;

export function isTracing(): boolean {
  return traces > 0;
}

export function whileTracing<T>(work: () => T): T {
  traces += 1;
  try {
    return work();
  } finally {
    traces -= 1;
  }
}
