// What `readCsv` takes, what it finds out by itself, and what it says where a file is not as expected.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CsvOptions, readCsv, readJson, readParquet, table } from '../../lib/tables/tables.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** 이름,나이 and 김,31 in CP949. */
const korean = Uint8Array.from([
  0xc0, 0xcc, 0xb8, 0xa7, 0x2c, 0xb3, 0xaa, 0xc0, 0xcc, 0x0a, 0xb1, 0xe8, 0x2c, 0x33, 0x31, 0x0a,
]);

describe('sources of readCsv', () => {
  const text = 'a,b\n1,x\n';
  const rows = [{ a: 1, b: 'x' }];

  it('are paths, URLs of files, texts, bytes and packed files', async () => {
    const path = file('plain.csv', text);
    const sources = [
      path,
      new URL(`file://${path}`),
      text,
      Buffer.from(text),
      file('packed.csv.gz', gzipSync(text)),
    ];
    for (const source of sources) expect((await readCsv(source)).records()).toEqual(rows);
  });

  it('are addresses', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/people.csv' ? 200 : 404;
      response.end(request.url === '/people.csv' ? text : 'no');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      expect((await readCsv(`${address}/people.csv`)).records()).toEqual(rows);
      await expect(readCsv(`${address}/peple.csv`)).rejects.toThrow(/the answer 404/);
    } finally {
      server.close();
      server.closeAllConnections();
    }
    await expect(readCsv(`${address}/people.csv`)).rejects.toThrow(/cannot be reached.*Check the address/);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from('\ufeff이름,나이\n김,31\n'), {}],
    ['UTF-16', Buffer.from('\ufeff이름,나이\n김,31\n', 'utf16le'), {}],
    ['EUC-KR', korean, { encoding: 'euc-kr' }],
    ['CP949', korean, { encoding: 'CP949' }],
  ])('may be in %s', async (_, bytes, options) => {
    for (const source of [bytes, file('encoded.csv', bytes)])
      expect((await readCsv(source, options)).records()).toEqual([{ 이름: '김', 나이: 31 }]);
  });
});

describe('readCsv finds out', () => {
  it.each<[what: string, text: string, rows: object[]]>([
    ['semicolons', 'a;b\n1;x,y\n', [{ a: 1, b: 'x,y' }]],
    ['tabs', 'a\tb\n1\tx\n', [{ a: 1, b: 'x' }]],
    ['bars', 'a|b\n1|x\n', [{ a: 1, b: 'x' }]],
    [
      'dates that begin with the year',
      'a\n2020.1.5\n2020.12.31\n',
      [{ a: date(2020, 1, 5) }, { a: date(2020, 12, 31) }],
    ],
    ['times', 'a,b\n2020-01-05 10:30,1\n', [{ a: new Date('2020-01-05T10:30Z'), b: 1 }]],
    ['time zones', 'a,b\n2020-01-05T10:30:00+09:00,1\n', [{ a: new Date('2020-01-05T01:30Z'), b: 1 }]],
    ['that 01/02/2020 may be two days', 'a\n01/02/2020\n', [{ a: '01/02/2020' }]],
    [
      'that a number too long is a name',
      'a,b\n9007199254740993,1\n2,2\n',
      [
        { a: '9007199254740993', b: 1 },
        { a: '2', b: 2 },
      ],
    ],
    ['lines that end by a return alone', 'a,b\r1,x\r', [{ a: 1, b: 'x' }]],
    ['columns without a name', ',a\n0,x\n', [{ column_1: 0, a: 'x' }]],
    [
      'that blanks are nothing',
      'a,b\n 1 ,x\n  ,y\n',
      [
        { a: 1, b: 'x' },
        { a: null, b: 'y' },
      ],
    ],
    ['a header without rows', 'a,b\n', []],
  ])('%s', async (_, text, rows) => {
    expect((await readCsv(text)).records()).toEqual(rows);
  });
});

const date = (year: number, month: number, day: number): Date => new Date(Date.UTC(year, month - 1, day));

describe('readCsv takes', () => {
  it.each<[what: string, text: string, options: CsvOptions, rows: object[]]>([
    [
      'a decimal comma',
      'a;b\n1,5;x\n-2;y\n',
      { decimal: ',' },
      [
        { a: 1.5, b: 'x' },
        { a: -2, b: 'y' },
      ],
    ],
    ['groups of digits', 'a;b\n1.000,5;x\n', { decimal: ',', thousands: '.' }, [{ a: 1000.5, b: 'x' }]],
    [
      'no header',
      '1,x\n2,y\n',
      { header: false },
      [
        { column_1: 1, column_2: 'x' },
        { column_1: 2, column_2: 'y' },
      ],
    ],
    ['names', '1,x\n', { header: false, names: ['n', 't'] }, [{ n: 1, t: 'x' }]],
    [
      'words for missing',
      'a,b\n?,x\n3,-\n',
      { missing: ['?', '-'] },
      [
        { a: null, b: 'x' },
        { a: 3, b: null },
      ],
    ],
    ['types', 'a,b\n007,1\n', { types: { a: 'text' } }, [{ a: '007', b: 1 }]],
    ['a format of dates', 'a\n31/12/2020\n', { dateFormat: '%d/%m/%Y' }, [{ a: date(2020, 12, 31) }]],
    ['lines to skip', 'Report\n\na,b\n1,\n', { skip: 2 }, [{ a: 1, b: null }]],
    ['comments', '# one\na,b\n# two\n1,\n', { comment: '#' }, [{ a: 1, b: null }]],
    [
      'comments behind values',
      '# one\na,b # names\n1,2#\n"#3",4\n',
      { comment: '#' },
      [
        { a: '1', b: 2 },
        { a: '#3', b: 4 },
      ],
    ],
    [
      'any number of spaces',
      'a  b\tc \n  1 2   "x  y"\n\n3\t4 z\n',
      { separator: 'spaces' },
      [
        { a: 1, b: 2, c: 'x  y' },
        { a: 3, b: 4, c: 'z' },
      ],
    ],
    [
      'spaces before values',
      'a, b\n 1,  "x, y"\n2, z\n',
      { skipInitialSpace: true },
      [
        { a: 1, b: 'x, y' },
        { a: 2, b: 'z' },
      ],
    ],
    ['a number of rows', 'a,b\n1,\n2,3\n', { rows: 1 }, [{ a: 1, b: null }]],
    [
      'rows of other lengths',
      'a,b\n1\n2,3,4\n',
      { ragged: 'fill' },
      [
        { a: 1, b: null },
        { a: 2, b: 3 },
      ],
    ],
  ])('%s', async (_, text, options, rows) => {
    expect((await readCsv(text, options)).records()).toEqual(rows);
  });
});

describe('readCsv says', () => {
  it.each<[what: string, read: () => Promise<unknown>, words: RegExp]>([
    [
      'which file was meant',
      () => readCsv(file('people.csv', 'a\n').replace('people', 'peple')),
      /Did you mean 'people\.csv'\?/,
    ],
    ['that there is no folder', () => readCsv(join(folder, 'no', 'a.csv')), /There is no folder/],
    ['that it is a folder', () => readCsv(folder), /a folder\. Name a file/],
    [
      'the line with too few values',
      () => readCsv('a,b,c\n1,2,3\n"x\ny",5\n'),
      /expected 3 values.*Received: 2 in line 3/,
    ],
    [
      'the line with too many values',
      () => readCsv('a,b\n1,2\n\n4,5,6\n'),
      /expected 2 values.*Received: 3 in line 4.*double quotes/,
    ],
    ['that a quote is not closed', () => readCsv('a,b\n1,"x\n2,y\n'), /one that is never closed/],
    ['that the file is empty', () => readCsv(file('empty.csv', '')), /Received: an empty file/],
    ['what encoding it may be', () => readCsv(korean), /encoding: 'euc-kr'/],
    ['which encodings there are', () => readCsv('a\nb', { encoding: 'klingon' }), /Received: 'klingon'/],
    [
      'that it is a workbook',
      () => readCsv(Buffer.from('PK\u0003\u0004…')),
      /Excel workbook.*Save it as CSV/,
    ],
    ['that it is a web page', () => readCsv('<!DOCTYPE html>\n<p>'), /a web page/],
    [
      'which row is no number',
      () => readCsv('a,b\n1,x\nfew,y\n', { types: { a: 'number' } }),
      /Received: 'few' in row 1/,
    ],
    [
      'which column was meant',
      () => readCsv('age\n1\n', { types: { agee: 'text' } }),
      /Did you mean 'age'\?/,
    ],
    [
      'which option was meant',
      () => readCsv('a\n1', { seperator: ';' } as never),
      /Did you mean 'separator'\?/,
    ],
    ['what an option may be', () => readCsv('a\n1', { separator: '' }), /separator must be one character/],
    ['what it takes', () => readCsv(3 as never), /expected a path, an address/],
    [
      'how many names there must be',
      () => readCsv('a,b\n1,2', { names: ['x'] }),
      /names must be one for each of the 2 columns/,
    ],
  ])('%s', async (_, read, words) => {
    await expect(read()).rejects.toThrow(words);
  });
});

describe('JSON and Parquet', () => {
  const rows = [
    { a: 1, b: 'x' },
    { a: null, b: 'y' },
  ];

  it.each([
    ['rows', '[{"a":1,"b":"x"},\n{"b":"y"}]'],
    ['columns', '{"a":[1,null],\n"b":["x","y"]}'],
    ['a row a line', '{"a":1,"b":"x"}\n\n{"a":null,"b":"y"}\n'],
  ])('JSON with %s', async (_, text) => {
    expect((await readJson(text)).records()).toEqual(rows);
  });

  it('says where JSON is broken', async () => {
    await expect(readJson('{"a":1}\n{"a":\n')).rejects.toThrow(/in line 2/);
    await expect(readJson('[1,\n')).rejects.toThrow(/expected JSON in the text/);
    await expect(readJson('{"meta":{"n":1},\n"rows":[]}')).rejects.toThrow(/expected rows/);
  });

  it('Parquet, with types', async () => {
    const path = join(folder, 'table.parquet');
    const before = table({ a: [1, null], b: ['x', 'y'], c: [true, null], d: [date(2020, 1, 5), null] });
    await before.saveParquet(path);
    const after = await readParquet(path);
    expect(after.records()).toEqual(before.records());
    expect(after.types).toEqual(before.types);
    await expect(readParquet(file('no.parquet', 'a,b\n'))).rejects.toThrow(/expected a Parquet file/);
    await expect(readParquet(file('cut.parquet', 'PAR1…'))).rejects.toThrow(/expected a whole Parquet file/);
  });
});
