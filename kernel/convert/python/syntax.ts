// A Python program as a tree: what its statements and expressions are, without the words that they are written with.

/** Where it stands in the text. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

export type Expression = Place &
  (
    | { readonly type: 'name'; readonly name: string }
    | { readonly type: 'number'; readonly text: string }
    | { readonly type: 'text'; readonly value: string; readonly isBytes: boolean }
    | { readonly type: 'template'; readonly parts: readonly (string | Replacement)[] }
    | { readonly type: 'constant'; readonly value: 'True' | 'False' | 'None' | '...' }
    | { readonly type: 'tuple' | 'list' | 'set'; readonly items: readonly Expression[] }
    | { readonly type: 'dict'; readonly entries: readonly Entry[] }
    | { readonly type: 'unary'; readonly operator: string; readonly operand: Expression }
    | {
        readonly type: 'binary';
        readonly operator: string;
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly type: 'logical';
        readonly operator: 'and' | 'or';
        readonly left: Expression;
        readonly right: Expression;
      }
    | {
        readonly type: 'compare';
        readonly operators: readonly string[];
        readonly operands: readonly Expression[];
      }
    | {
        readonly type: 'conditional';
        readonly test: Expression;
        readonly met: Expression;
        readonly otherwise: Expression;
      }
    | { readonly type: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
    | { readonly type: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
    | { readonly type: 'attribute'; readonly object: Expression; readonly name: string }
    | {
        readonly type: 'subscript';
        readonly object: Expression;
        readonly index: readonly Expression[];
        readonly isTuple: boolean;
      }
    | {
        readonly type: 'slice';
        readonly lower: Expression | undefined;
        readonly upper: Expression | undefined;
        readonly step: Expression | undefined;
      }
    | {
        readonly type: 'comprehension';
        readonly makes: 'list' | 'set' | 'generator' | 'dict';
        readonly key: Expression | undefined;
        readonly element: Expression;
        readonly clauses: readonly Clause[];
      }
    | { readonly type: 'starred'; readonly value: Expression }
    | { readonly type: 'named'; readonly target: Expression; readonly value: Expression }
    | { readonly type: 'await'; readonly value: Expression }
    | { readonly type: 'yield'; readonly value: Expression | undefined; readonly isFrom: boolean }
  );

export type Of<T extends Expression['type']> = Extract<Expression, { readonly type: T }>;

/** `{value!r:.2f}` in an f-string. */
export interface Replacement {
  readonly value: Expression;
  readonly format: string | undefined;
  /** `{value=}`: the text that is shown before the value. */
  readonly label: string | undefined;
}

/** `key: value`, or `**value` without a key. */
export interface Entry {
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export interface Argument {
  /** By name; `**` for all that an object names. */
  readonly name: string | undefined;
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly kind: 'plain' | 'list' | 'object';
  readonly byDefault: Expression | undefined;
  readonly annotation: Expression | undefined;
}

export interface Clause {
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
}

export type Statement = Place &
  (
    | { readonly type: 'expression'; readonly value: Expression }
    | {
        readonly type: 'assign';
        readonly targets: readonly Expression[];
        readonly value: Expression | undefined;
      }
    | {
        readonly type: 'update';
        readonly target: Expression;
        readonly operator: string;
        readonly value: Expression;
      }
    | { readonly type: 'return'; readonly value: Expression | undefined }
    | { readonly type: 'raise'; readonly value: Expression | undefined }
    | { readonly type: 'assert'; readonly test: Expression; readonly message: Expression | undefined }
    | { readonly type: 'delete'; readonly targets: readonly Expression[] }
    | { readonly type: 'pass' | 'break' | 'continue' }
    | { readonly type: 'scope'; readonly names: readonly string[] }
    | { readonly type: 'import'; readonly modules: readonly Imported[] }
    | { readonly type: 'from'; readonly module: string; readonly names: readonly Imported[] }
    | {
        readonly type: 'if';
        readonly branches: readonly { readonly test: Expression; readonly body: Body }[];
        readonly otherwise: Body | undefined;
      }
    | {
        readonly type: 'while';
        readonly test: Expression;
        readonly body: Body;
        readonly otherwise: Body | undefined;
      }
    | {
        readonly type: 'for';
        readonly target: Expression;
        readonly iterable: Expression;
        readonly body: Body;
        readonly otherwise: Body | undefined;
        readonly isAsync: boolean;
      }
    | {
        readonly type: 'try';
        readonly body: Body;
        readonly handlers: readonly Handler[];
        readonly otherwise: Body | undefined;
        readonly last: Body | undefined;
      }
    | {
        readonly type: 'with';
        readonly items: readonly { readonly value: Expression; readonly name: string | undefined }[];
        readonly body: Body;
      }
    | {
        readonly type: 'function';
        readonly name: string;
        readonly parameters: readonly Parameter[];
        readonly body: Body;
        readonly decorators: readonly Expression[];
        readonly isAsync: boolean;
      }
    | {
        readonly type: 'class';
        readonly name: string;
        readonly bases: readonly Argument[];
        readonly body: Body;
        readonly decorators: readonly Expression[];
      }
    /** A line of IPython: `%matplotlib inline`, `!pip install keras`. */
    | { readonly type: 'magic'; readonly line: string }
    /** What is no Python that we know. */
    | { readonly type: 'unread'; readonly reason: string }
  );

export type StatementOf<T extends Statement['type']> = Extract<Statement, { readonly type: T }>;

export interface Body extends Place {
  readonly statements: readonly Statement[];
}

export interface Handler {
  readonly errors: Expression | undefined;
  readonly name: string | undefined;
  readonly body: Body;
}

/** `path as name`. */
export interface Imported {
  readonly path: string;
  readonly name: string | undefined;
}

export interface Comment extends Place {
  /** Without `#`. */
  readonly text: string;
  /** Whether nothing stands before it on its line. */
  readonly isAlone: boolean;
}

/** A notebook, or a file: its cells one after the other. */
export interface Program {
  readonly text: string;
  readonly cells: readonly Body[];
  readonly comments: readonly Comment[];
}
