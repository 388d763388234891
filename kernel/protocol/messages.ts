// Jupyter's messages as types: what may come in, what is answered, what is published.
// The names and fields are those of the messaging specification, version 5.5.

import type { DisplayData, ErrorContent, Fields } from '../contract/content.js';
import type { DebugAnswer, DebugEvent, DebugRequest } from '../contract/debug-messages.js';
import type { Completeness, Completion, Inspection } from '../contract/language.js';

export const protocolVersion = '5.5';

export type Channel = 'shell' | 'control' | 'iopub' | 'stdin';

export interface Header {
  msg_id: string;
  session: string;
  username: string;
  date: string;
  msg_type: string;
  version: string;
  subshell_id?: string | null;
}

/** A message as it came from the wire; `rawHeader` is sent back verbatim as its answers' parent. */
export interface Message {
  identities: Uint8Array[];
  header: Header;
  rawHeader: Uint8Array;
  metadata: Fields;
  content: Fields;
  buffers: Uint8Array[];
}

/** A message on its way out. `parent` is a raw header, or nothing for a message of the kernel's own. */
export interface Outgoing {
  type: string;
  content: object;
  parent?: Uint8Array;
  identities?: Uint8Array[];
  metadata?: object;
  buffers?: readonly Uint8Array[];
}

export type Failure = { status: 'error' } & ErrorContent;

export interface CommOpen {
  comm_id: string;
  target_name: string;
  data: Fields;
}

export interface CommData {
  comm_id: string;
  data: Fields;
}

export interface ExecuteRequest {
  code: string;
  silent: boolean;
  store_history: boolean;
  user_expressions: Record<string, string>;
  allow_stdin: boolean;
  stop_on_error: boolean;
}

export interface HistoryRequest {
  output: boolean;
  raw: boolean;
  hist_access_type: 'tail' | 'range' | 'search';
  session: number;
  start: number;
  stop: number | undefined;
  n: number | undefined;
  pattern: string;
  unique: boolean;
}

/** A message of the Debug Adapter Protocol. */
export interface DebugMessage extends DebugRequest {
  seq: number;
}

export interface DebugResponse extends DebugAnswer {
  type: 'response';
  seq: number;
  request_seq: number;
  command: string;
}

/** What a front end may ask, by message type. */
export interface Requests {
  kernel_info_request: Record<never, never>;
  execute_request: ExecuteRequest;
  complete_request: { code: string; cursor_pos: number };
  inspect_request: { code: string; cursor_pos: number; detail_level: 0 | 1 };
  is_complete_request: { code: string };
  history_request: HistoryRequest;
  comm_info_request: { target_name: string | undefined };
  comm_open: CommOpen;
  comm_msg: CommData;
  comm_close: CommData;
  interrupt_request: Record<never, never>;
  shutdown_request: { restart: boolean };
  create_subshell_request: Record<never, never>;
  delete_subshell_request: { subshell_id: string };
  list_subshell_request: Record<never, never>;
  debug_request: DebugMessage;
  /** Of our own: what an editor asks while one types. */
  language_request: { method: string; params: Fields };
}

export type RequestType = keyof Requests;

export type UserExpression = ({ status: 'ok' } & DisplayData) | Failure;

/** Shown beside the notebook instead of in it. */
export interface Payload {
  source: 'page';
  data: Fields;
  start: number;
}

export interface ExecuteReply {
  execution_count: number;
  user_expressions: Record<string, UserExpression>;
  payload: Payload[];
}

export type HistoryEntry = [session: number, line: number, input: string | [string, string | null]];

export interface KernelInfo {
  protocol_version: string;
  implementation: string;
  implementation_version: string;
  language_info: Fields;
  banner: string;
  help_links: { text: string; url: string }[];
  debugger: boolean;
  supported_features: string[];
}

/** What each request is answered with, `status: 'ok'` left out; `undefined` where no answer is due. */
export interface Answers {
  kernel_info_request: KernelInfo;
  execute_request: ExecuteReply;
  complete_request: Completion;
  inspect_request: Inspection;
  is_complete_request: Completeness;
  history_request: { history: HistoryEntry[] };
  comm_info_request: { comms: Record<string, { target_name: string }> };
  comm_open: undefined;
  comm_msg: undefined;
  comm_close: undefined;
  interrupt_request: Record<never, never>;
  shutdown_request: { restart: boolean };
  create_subshell_request: { subshell_id: string };
  delete_subshell_request: Record<never, never>;
  list_subshell_request: { subshell_id: string[] };
  debug_request: DebugResponse;
  language_request: { result: unknown };
}

/** What the kernel publishes to every front end. */
export interface Publications {
  status: { execution_state: 'starting' | 'busy' | 'idle' };
  execute_input: { code: string; execution_count: number };
  execute_result: DisplayData & { execution_count: number };
  stream: { name: 'stdout' | 'stderr'; text: string };
  display_data: DisplayData & { transient: Fields };
  update_display_data: DisplayData & { transient: Fields };
  clear_output: { wait: boolean };
  error: ErrorContent;
  comm_open: CommOpen;
  comm_msg: CommData;
  comm_close: CommData;
  shutdown_reply: { status: 'ok'; restart: boolean };
  iopub_welcome: { subscription: string };
  debug_event: DebugEvent & { type: 'event'; seq: number };
}

export type PublicationType = keyof Publications;

/** `kernel_info_request` → `kernel_info_reply`. */
export function replyType(request: string): string {
  return request.replace(/_request$/, '_reply');
}
