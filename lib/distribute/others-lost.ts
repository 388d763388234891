/** A process fails since others of the training are gone, late or out of reach: not by itself. */
export class OthersLost extends Error {}

/** Whether an error, or what caused it, is the loss of others. */
export function isLossOfOthers(error: unknown): boolean {
  return (
    error instanceof OthersLost ||
    (error instanceof Error && error.cause !== undefined && isLossOfOthers(error.cause))
  );
}
