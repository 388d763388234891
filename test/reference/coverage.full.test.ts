// Every public name says what it is, everything that can be called or made shows how, and the reference builds
// without a warning.
import { type DeclarationReflection, type ProjectReflection, ReflectionKind } from 'typedoc';
import { beforeAll, describe, expect, it } from 'vitest';
import { readReference } from './reference.js';

const callable = [ReflectionKind.Function, ReflectionKind.Class, ReflectionKind.Variable];

let project: ProjectReflection;
let warnings: string[];
beforeAll(async () => {
  ({ project, warnings } = await readReference());
}, 120_000);

/** What lib/index.ts exports, and what its namespaces export. */
function publicNames(of: { children?: DeclarationReflection[] | undefined }): DeclarationReflection[] {
  const children = (of.children ?? []).filter(({ kind }) => kind !== ReflectionKind.Reference);
  return children.flatMap((child) => [
    child,
    ...(child.kind === ReflectionKind.Namespace ? publicNames(child) : []),
  ]);
}

function commentsOf({ comment, signatures = [] }: DeclarationReflection) {
  return [comment, ...signatures.map((signature) => signature.comment)].filter((one) => one !== undefined);
}

function named(names: DeclarationReflection[]): string[] {
  return names.map((name) => name.getFullName());
}

describe('the reference', () => {
  it('says of every public name what it is', () => {
    const silent = publicNames(project).filter((name) =>
      commentsOf(name).every(({ summary }) => summary.length === 0),
    );
    expect(named(silent)).toEqual([]);
  });

  it('shows by an example how to use what can be called or made', () => {
    const without = publicNames(project)
      .filter(({ kind }) => callable.includes(kind))
      .filter((name) => !commentsOf(name).some((comment) => comment.getTag('@example')));
    expect(named(without)).toEqual([]);
  });

  it('is made without a warning', () => {
    expect(warnings).toEqual([]);
  });
});
