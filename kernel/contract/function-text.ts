// What a function's text is for the user: as written, although what runs has stop checks and other names in it.
export interface FunctionText {
  /** Where the function stands in the code that runs. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
