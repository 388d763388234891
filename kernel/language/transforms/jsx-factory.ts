// The function that JSX calls, `h` or `React.createElement`, where it lives in `exports` like other names of cells.
import type TypeScript from 'typescript';
import { target, ts } from '../typescript.js';

/** What the compiler keeps of a file's JSX, which the typings leave out. */
interface WithJsx {
  localJsxFactory?: TypeScript.EntityName | undefined;
  localJsxFragmentFactory?: TypeScript.EntityName | undefined;
}

/** @param home the object with the cells' variables; @param isThere whether a name is to be read from it */
export function jsxFactory(
  home: string,
  isThere: (name: string) => boolean,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return () => (file) => {
    if (file.languageVariant !== ts.LanguageVariant.JSX) return file;
    const jsx = file as TypeScript.SourceFile & WithJsx;
    const react = ts.parseIsolatedEntityName('React.createElement', target);
    const fragment = ts.parseIsolatedEntityName('React.Fragment', target);
    jsx.localJsxFactory = at(jsx.localJsxFactory ?? react);
    jsx.localJsxFragmentFactory = at(jsx.localJsxFragmentFactory ?? fragment);
    return file;
  };

  function at(name: TypeScript.EntityName | undefined): TypeScript.EntityName | undefined {
    const words = name && wordsOf(name);
    if (!words?.[0] || !isThere(words[0])) return name;
    return ts.parseIsolatedEntityName([home, ...words].join('.'), target);
  }
}

function wordsOf(name: TypeScript.EntityName): string[] {
  return ts.isIdentifier(name) ? [name.text] : [...wordsOf(name.left), name.right.text];
}
