/**
 * Why a function cannot become a graph. Never seen by the caller of a compiled function: it runs op by op
 * instead, and the reason can be asked for.
 */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}
