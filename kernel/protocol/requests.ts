// Reads the content of each request. A front end may leave fields out or send values of a wrong type: these get the
// specification's default, so that no handler receives an unchecked value.
import type { Fields } from '../contract/content.js';
import type { CommData, HistoryRequest, Requests, RequestType } from './messages.js';

const text = (value: unknown, fallback = '') => (typeof value === 'string' ? value : fallback);
const flag = (value: unknown, fallback: boolean) => (typeof value === 'boolean' ? value : fallback);
const integer = <T>(value: unknown, fallback: T) =>
  Number.isSafeInteger(value) ? (value as number) : fallback;

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function texts(value: unknown): Record<string, string> {
  const entries = Object.entries(fields(value));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function accessType(value: unknown): HistoryRequest['hist_access_type'] {
  return value === 'range' || value === 'search' ? value : 'tail';
}

function commData(content: Fields): CommData {
  return { comm_id: text(content.comm_id), data: fields(content.data) };
}

const readers: { [T in RequestType]: (content: Fields) => Requests[T] } = {
  kernel_info_request: () => ({}),
  execute_request(content) {
    const silent = flag(content.silent, false);
    return {
      code: text(content.code),
      silent,
      store_history: !silent && flag(content.store_history, true),
      user_expressions: texts(content.user_expressions),
      allow_stdin: flag(content.allow_stdin, true),
      stop_on_error: flag(content.stop_on_error, true),
    };
  },
  complete_request: (content) => position(content),
  inspect_request: (content) => ({ ...position(content), detail_level: content.detail_level === 1 ? 1 : 0 }),
  is_complete_request: (content) => ({ code: text(content.code) }),
  history_request: (content) => ({
    output: flag(content.output, false),
    raw: flag(content.raw, true),
    hist_access_type: accessType(content.hist_access_type),
    session: integer(content.session, 0),
    start: integer(content.start, 0),
    stop: integer(content.stop, undefined),
    n: integer(content.n, undefined),
    pattern: text(content.pattern, '*'),
    unique: flag(content.unique, false),
  }),
  comm_info_request: (content) => ({ target_name: text(content.target_name) || undefined }),
  comm_open: (content) => ({ ...commData(content), target_name: text(content.target_name) }),
  comm_msg: commData,
  comm_close: commData,
  interrupt_request: () => ({}),
  shutdown_request: (content) => ({ restart: flag(content.restart, false) }),
  create_subshell_request: () => ({}),
  delete_subshell_request: (content) => ({ subshell_id: text(content.subshell_id) }),
  list_subshell_request: () => ({}),
  language_request: (content) => ({ method: text(content.method), params: fields(content.params) }),
  debug_request: (content) => ({
    seq: integer(content.seq, 0),
    command: text(content.command),
    arguments: fields(content.arguments),
  }),
};

/** The cursor in Unicode characters, as the protocol counts, within the code. */
function position(content: Fields): { code: string; cursor_pos: number } {
  const code = text(content.code);
  const length = Array.from(code).length;
  return { code, cursor_pos: Math.min(Math.max(integer(content.cursor_pos, length), 0), length) };
}

export function isRequestType(type: string): type is RequestType {
  return Object.hasOwn(readers, type);
}

export function readContent<T extends RequestType>(type: T, content: Fields): Requests[T] {
  return readers[type](content);
}
