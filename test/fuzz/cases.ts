// What the fuzz test's Python writes and its parts tell each other. Types alone: the test runs in plain Node.

/** An array of numbers; of texts where its type is `string`. */
export interface Numbers {
  shape: number[];
  dtype: string;
  values: number[];
}

/** Arrays as a model takes or gives them: by itself, in a list, or by name. */
export interface Arrays {
  single?: Numbers;
  list?: Numbers[];
  byName?: Record<string, Numbers>;
}

export type Kind = 'predictions' | 'evaluation' | 'history' | 'weights';

/** One model and what Keras computed with it: `case.json`. */
export interface Case {
  file: string;
  weightsFile?: string;
  layers: string[];
  optimizer: string;
  batchSize: number;
  epochs: number;
  /** False where layers draw in training, so that its results cannot be compared. */
  trained: boolean;
  inputs: Arrays;
  targets: Arrays;
  sampleWeight: Arrays | null;
  classWeight: Record<number, number> | null;
  predictions: Arrays;
  evaluation: Record<string, number[]>;
  history: Record<string, number[]>;
  weights: (Numbers & { path: string })[];
  /** How far a change of each weight by a millionth moves Keras' own results; where that was measured. */
  sensitivity: Record<Kind, number> | null;
}

/** What we computed. */
export interface Computed {
  predictions: ArrayLike<number>[];
  evaluation: Record<string, number | number[]>;
  history?: Record<string, number[]>;
  weights?: { shape: number[]; dataSync(): ArrayLike<number> }[];
}

export interface Outcome {
  folder: string;
  outcome: 'equal' | 'refused' | 'wrong' | 'crashed';
  reason: string;
  layers: string[];
  optimizer?: string;
  file?: string;
}

export type Settled = Outcome & { number: number };
