// Pieces of Jupyter's message contents that more than one part of the kernel reads or writes.

/** A JSON object whose fields have not been checked yet. */
export type Fields = Record<string, unknown>;

/** What is shown, as `display_data` and `execute_result` carry it: data by MIME type, and its metadata. */
export interface DisplayData {
  data: Fields;
  metadata: Fields;
}

/** An error as the message `error` carries it. The traceback's lines are already coloured for a terminal. */
export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}
