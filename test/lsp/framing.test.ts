// The protocol's messages on a stream of bytes, and what is open in an editor.
import { describe, expect, it } from 'vitest';
import { Documents } from '../../kernel/lsp/documents.js';
import { encodeMessage, MessageReader } from '../../kernel/lsp/framing.js';

describe('messages', () => {
  it('come whole from pieces of any size', () => {
    const sent = [{ id: 1, method: 'a', params: { text: 'über 텐서 😀' } }, { method: 'b' }];
    const bytes = Buffer.from(sent.map(encodeMessage).join(''));
    for (const size of [1, 7, bytes.length]) {
      const reader = new MessageReader();
      const found = [];
      for (let at = 0; at < bytes.length; at += size)
        found.push(...reader.read(bytes.subarray(at, at + size)));
      expect(found).toEqual(sent.map((message) => ({ jsonrpc: '2.0', ...message })));
    }
  });

  it('with other headers are read, and what is no JSON is left out', () => {
    const reader = new MessageReader();
    const broken = 'Content-Length: 3\r\n\r\n{a}';
    const other = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}';
    expect(reader.read(Buffer.from(broken + other))).toEqual([{}]);
  });
});

describe('documents', () => {
  const text = (uri: string, words: string, languageId = 'typescript') => ({ uri, text: words, languageId });

  it('are cells of their notebook, in order, without those of other languages', () => {
    const documents = new Documents();
    const cells = ['a', 'm', 'b'].map((document) => ({ kind: 2, document }));
    documents.openNotebook('file:///n/lesson.ipynb', cells, [
      text('b', '2'),
      text('a', '1'),
      text('m', '# Text', 'markdown'),
    ]);
    const notebook = documents.notebookOf('b')!;
    expect(notebook.folder).toBe('/n');
    expect(documents.cellsOf(notebook)).toEqual([
      { id: 'a', text: '1' },
      { id: 'b', text: '2' },
    ]);
    documents.changeNotebook(notebook.uri, {
      structure: {
        array: { start: 0, deleteCount: 1, cells: [{ document: 'c' }] },
        didOpen: [text('c', '3')],
        didClose: [{ uri: 'a' }],
      },
      textContent: [{ document: { uri: 'b' }, changes: [{ text: '2 + 2' }] }],
    });
    expect(documents.cellsOf(notebook)).toEqual([
      { id: 'c', text: '3' },
      { id: 'b', text: '2 + 2' },
    ]);
    documents.close(notebook.uri);
    expect(documents.notebookOf('b')).toBeUndefined();
  });

  it('are a notebook of one cell where they are files', () => {
    const documents = new Documents();
    documents.openFile(text('file:///n/a.ts', '1'));
    documents.changeText('file:///n/a.ts', [{ text: '2' }, { text: '3' }]);
    expect(documents.cellsOf(documents.notebookOf('file:///n/a.ts')!)).toEqual([
      { id: 'file:///n/a.ts', text: '3' },
    ]);
  });
});
