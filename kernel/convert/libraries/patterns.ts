// Regular expressions: `re`, and those that TensorFlow's texts take.
import type { Doc } from '../code/layout.js';
import { type Code, call, code, object } from '../translate/code.js';
import { text } from '../translate/kinds.js';
import { type Handlers, required } from './handler.js';

/** `new RegExp(pattern, 'g')`. */
export const regular = (pattern: Code): Doc => call('new RegExp', [pattern.doc, "'g'"]);

/** Groups are `$1` here. */
export const replacementOf = ({ doc }: Code): Doc =>
  typeof doc === 'string' ? doc.replaceAll(/\\\\(\d)/g, '$$$1') : doc;

export const patterns: Handlers = {
  're.sub': (given, context) => {
    if (given.plain.length > 3) return undefined;
    const [pattern, by, value] = ['pattern', 'repl', 'string'].map((name, i) =>
      required(given, i, name, context),
    );
    if (by!.kind.name !== 'text') return undefined;
    return code([object(value!), call('.replace', [regular(pattern!), replacementOf(by!)])], text);
  },
  're.escape': (given, context) => {
    const value = required(given, 0, 'pattern', context);
    return code([object(value), String.raw`.replace(/[$()*+.?[\\\]^{|}-]/g, '\\$&')`], text);
  },
  're.split': (given, context) => {
    if (given.plain.length > 2) return undefined;
    const [pattern, value] = [required(given, 0, 'pattern', context), required(given, 1, 'string', context)];
    return code([object(value), call('.split', [call('new RegExp', [pattern.doc])])], {
      name: 'list',
      of: text,
    });
  },
};
