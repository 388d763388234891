// `tensorcell lsp` as an editor uses it: a child process, messages over its stdin and stdout.
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeMessage, MessageReader, type RpcMessage } from '../../kernel/lsp/framing.js';

const main = fileURLToPath(new URL('../../dist/kernel/main.js', import.meta.url));

interface Received extends RpcMessage {
  readonly result?: never;
  readonly error?: { readonly code: number; readonly message: string };
}

/** An editor's side of the protocol. */
class Client {
  readonly process: ChildProcessWithoutNullStreams = spawn(process.execPath, [main, 'lsp']);
  readonly ended = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
  readonly #reader = new MessageReader();
  readonly #received: Received[] = [];
  #wake = () => {};
  #ids = 0;

  constructor() {
    this.process.stdout.on('data', (bytes: Buffer) => {
      this.#received.push(...(this.#reader.read(bytes) as Received[]));
      this.#wake();
    });
  }

  notify(method: string, params: object): void {
    this.process.stdin.write(encodeMessage({ method, params }));
  }

  async ask(method: string, params: object = {}) {
    this.#ids += 1;
    const id = this.#ids;
    this.process.stdin.write(encodeMessage({ id, method, params }));
    return this.#until((message) => message.id === id);
  }

  /** The next list of mistakes that is told of a document. */
  async mistakes(uri: string): Promise<{ message: string; range: object }[]> {
    const isOf = ({ method, params }: Received) =>
      method === 'textDocument/publishDiagnostics' && (params as { uri: string }).uri === uri;
    const { params } = await this.#until(isOf);
    return (params as { diagnostics: { message: string; range: object }[] }).diagnostics;
  }

  async #until(isMeant: (message: Received) => boolean): Promise<Received> {
    for (;;) {
      const at = this.#received.findIndex(isMeant);
      if (at >= 0) return this.#received.splice(at, 1)[0]!;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-lsp-'));
const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
const client = new Client();

beforeAll(async () => {
  const { result } = await client.ask('initialize', { processId: null, rootUri: null, capabilities: {} });
  expect(result).toMatchObject({
    capabilities: { hoverProvider: true, renameProvider: { prepareProvider: true } },
  });
  client.notify('initialized', {});
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file', () => {
  const uri = uriOf('model.ts');
  const document = { textDocument: { uri } };

  it('is checked when it is opened and when it changes', async () => {
    const text =
      'const model = sequential([layers.dense({ units: 3, inputShape: [2] })]);\nmodel.compil();\n';
    client.notify('textDocument/didOpen', {
      textDocument: { uri, languageId: 'typescript', version: 1, text },
    });
    expect(await client.mistakes(uri)).toMatchObject([
      { message: expect.stringContaining('compil'), range: { start: { line: 1, character: 6 } } },
    ]);
    const changed = {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: text.replace('compil()', 'summary()') }],
    };
    client.notify('textDocument/didChange', changed);
    expect(await client.mistakes(uri)).toEqual([]);
  });

  it('is completed, explained, formatted, and its names are renamed', async () => {
    const at = { ...document, position: { line: 1, character: 6 } };
    const { result: completion } = await client.ask('textDocument/completion', at);
    expect(
      (completion as unknown as { items: { label: string }[] }).items.map(({ label }) => label),
    ).toContain('evaluate');
    expect(await client.ask('textDocument/hover', at)).toMatchObject({
      result: { contents: { kind: 'markdown' } },
    });
    const name = { ...document, position: { line: 0, character: 8 } };
    const renamed = await client.ask('textDocument/rename', { ...name, newName: 'net' });
    expect(renamed).toMatchObject({
      result: { changes: { [uri]: [{ newText: 'net' }, { newText: 'net' }] } },
    });
    expect(await client.ask('textDocument/formatting', { ...document, options: {} })).toMatchObject({
      result: [],
    });
    expect(await client.ask('textDocument/semanticTokens/full', document)).toMatchObject({
      result: { data: expect.any(Array) },
    });
  });

  it("has the library's documentation as a file", async () => {
    const { result } = await client.ask('textDocument/definition', {
      ...document,
      position: { line: 0, character: 16 },
    });
    const [place] = result as unknown as { uri: string }[];
    expect(readFileSync(fileURLToPath(place!.uri), 'utf8')).toContain('sequential');
  });
});

describe('a notebook', () => {
  const uri = uriOf('lesson.ipynb');
  const cells = ['#a', '#b'].map((part) => ({ kind: 2, document: uri + part }));

  it('has cells that see each other', async () => {
    client.notify('notebookDocument/didOpen', {
      notebookDocument: { uri, notebookType: 'jupyter-notebook', version: 1, cells },
      cellTextDocuments: ['const rate = 0.1;', 'rate.toUpperCase();'].map((text, at) => ({
        uri: cells[at]!.document,
        languageId: 'typescript',
        version: 1,
        text,
      })),
    });
    expect(await client.mistakes(`${uri}#a`)).toEqual([]);
    expect(await client.mistakes(`${uri}#b`)).toMatchObject([
      { message: expect.stringContaining('toUpperCase') },
    ]);
    client.notify('notebookDocument/didChange', {
      notebookDocument: { uri, version: 2 },
      change: {
        cells: {
          textContent: [
            { document: { uri: `${uri}#a`, version: 2 }, changes: [{ text: "const rate = 'fast';" }] },
          ],
        },
      },
    });
    expect(await client.mistakes(`${uri}#b`)).toEqual([]);
    const { result } = await client.ask('textDocument/definition', {
      textDocument: { uri: `${uri}#b` },
      position: { line: 0, character: 1 },
    });
    expect(result).toMatchObject([{ uri: `${uri}#a` }]);
  });
});

describe('the server', () => {
  it('outlives what is not of the protocol’s form', async () => {
    client.process.stdin.write('Content-Length: 3\r\n\r\n{{{');
    for (const method of ['textDocument/didOpen', 'textDocument/didChange', 'notebookDocument/didOpen'])
      client.notify(method, {});
    client.notify('notebookDocument/didChange', { notebookDocument: { uri: uriOf('lesson.ipynb') } });
    expect(await client.ask('textDocument/hover', [] as object)).toMatchObject({ result: null });
  });

  it('says what it does not know, and ends when it is told to', async () => {
    expect(await client.ask('textDocument/dance')).toMatchObject({ error: { code: -32601 } });
    const wrong = { textDocument: { uri: uriOf('model.ts') } };
    expect(await client.ask('textDocument/hover', wrong)).toMatchObject({
      error: { message: expect.stringContaining('position') },
    });
    expect(await client.ask('shutdown')).toMatchObject({ result: null });
    client.notify('exit', {});
    expect(await client.ended).toBe(0);
  });
});
