// What predict can be asked.

/** Arguments of `model.predict`. @inline */
export interface PredictArgs {
  /** Samples a step. Default 32. */
  batchSize?: number;
  /** Run op by op instead of compiled. */
  eager?: boolean;
  verbose?: 0 | 1 | 2 | 'auto' | boolean;
}

/** Arguments of `model.predict` for a generator. @inline */
export interface PredictStreamArgs extends PredictArgs {
  /** Steps to take from the generator. Default: its length. */
  steps?: number;
}
