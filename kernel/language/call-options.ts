// The options that a function takes in one object: Shift-Tab on `layers.dense` lists them, each with what it is.
import type TypeScript from 'typescript';
import type { Docs } from './docs.js';
import { ts } from './typescript.js';

/** One option: how it is written, and its documentation. */
export interface CallOption {
  /** `units: number`, `useBias?: boolean` */
  readonly signature: string;
  readonly text: string;
}

/** What the library calls the parameter that holds options. */
const holders = new Set(['args', 'options']);

/** The options of the function at a place; none where it takes none in an object. */
export function callOptions(
  program: TypeScript.Program,
  place: TypeScript.Node | undefined,
  docs: Docs,
): CallOption[] {
  if (!place) return [];
  const checker = program.getTypeChecker();
  const type = checker.getTypeAtLocation(place);
  const [signature] = type.getCallSignatures();
  const holder = signature?.parameters.find(({ name }) => holders.has(name));
  if (!holder) return [];
  const properties = propertiesOf(checker.getTypeOfSymbol(holder), checker);
  const needed = properties.filter(isNeeded);
  const others = properties.filter((property) => !isNeeded(property));
  return [...needed, ...others].map((property) => optionOf(property, checker, docs));
}

/** Of `DropoutArgs | number` those of the object; none of what has methods: a tensor, a list. */
function propertiesOf(type: TypeScript.Type, checker: TypeScript.TypeChecker): TypeScript.Symbol[] {
  const objects = (type.isUnion() ? type.types : [type]).filter(
    (part) =>
      (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
      part.getCallSignatures().length === 0 &&
      !checker.getIndexTypeOfType(part, ts.IndexKind.Number),
  );
  const [options] = objects;
  return options && objects.length === 1 ? [...checker.getPropertiesOfType(options)] : [];
}

const isNeeded = ({ flags }: TypeScript.Symbol): boolean => (flags & ts.SymbolFlags.Optional) === 0;

function optionOf(property: TypeScript.Symbol, checker: TypeScript.TypeChecker, docs: Docs): CallOption {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const written = checker.typeToString(
    type,
    undefined,
    ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope,
  );
  const documentation = property.getDocumentationComment(checker);
  const { text } = docs.of({ documentation });
  const signature = `${property.name}${isNeeded(property) ? '' : '?'}: ${written}`;
  return { signature, text: text.replace(/\s+/g, ' ') };
}
