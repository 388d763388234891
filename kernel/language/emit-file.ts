// What the compiler writes for one file of a program.
import type TypeScript from 'typescript';
import { withoutMapComment } from './second-stage.js';

/** EmitOnly.Js, which TypeScript keeps to itself. */
const onlyCode = 0;

/** `force`: declarations are written even where a type in them has no name that later cells could use. */
interface Emitting {
  emit(
    file: TypeScript.SourceFile,
    write: TypeScript.WriteFileCallback,
    token: undefined,
    only: typeof onlyCode | undefined,
    transformers: TypeScript.CustomTransformers,
    force: boolean,
  ): TypeScript.EmitResult;
}

/** JavaScript with its map, and declarations where the program's options ask for them, unless they are left out. */
export function emitFile(
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  transformers: TypeScript.CustomTransformers,
  { withoutDeclarations = false } = {},
) {
  const written = { code: '', map: '', declarations: '' };
  const write = (name: string, text: string) => {
    if (name.endsWith('.map')) written.map = text;
    else if (/\.d\.[cm]?ts$/.test(name)) written.declarations = text;
    else written.code = withoutMapComment(text);
  };
  const emitting = program as object as Emitting;
  const only = withoutDeclarations ? onlyCode : undefined;
  const result = emitting.emit(file, write, undefined, only, transformers, true);
  return { code: written.code, map: written.map, declarations: written.declarations, result };
}
