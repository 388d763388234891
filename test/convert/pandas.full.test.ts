// Columns and rows of pandas, converted and run: names hold what pandas gives for the same lines.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { convertPython } from '../../kernel/convert/program.js';
import { runConverted } from './run-converted.js';

const head = ['from pathlib import Path', 'import numpy as np', 'import pandas as pd', ''].join('\n');
const folder = mkdtempSync(join(tmpdir(), 'pandas-'));
writeFileSync(join(folder, 'ratings.csv'), 'user_id,movie,rating\n7,a,3\n9,b,1\n7,c,5\n8,a,4\n9,c,2\n');
writeFileSync(join(folder, 'series.csv'), 'time,value\n2020-01-01,1\n2020-01-02,2\n2020-01-03,6\n');

test('columns that are mapped, compared and counted', async () => {
  const python = `
folder = Path("${folder}")
df = pd.read_csv(folder / "ratings.csv")
users = df["user_id"].unique().tolist()
numbers = {x: i for i, x in enumerate(users)}
df["user"] = df["user_id"].map(numbers)
df["rating"] = df["rating"].values.astype(np.float32)
low, high = min(df["rating"]), max(df["rating"])
scaled = df["rating"].apply(lambda x: (x - low) / (high - low)).values.tolist()
x = df[["user", "rating"]].values
mixed = df.sample(frac=1, random_state=42)
order = mixed["rating"].tolist()
some = df.sample(2, random_state=3)["movie"].tolist()
own = df[df.user_id == 7]
titles = own.movie.tolist()
others = df[~df["movie"].isin(own.movie.values)]["movie"].tolist()
both = df[(df.rating > 1) & (df["user_id"] != 7)]["rating"].tolist()
twice = (df["rating"] * 2 + df["user"]).tolist()
best = df.sort_values(by="rating", ascending=False).head(2).movie.values.tolist()
common = sorted(list(set(df["movie"]).intersection(set(["a", "c", "z"]))))
rows = []
for row in df.head(2).itertuples():
    rows.append(row.movie + str(row.user_id))
count = df["movie"].nunique()
mean = df["rating"].mean()
third = df.iloc[[2, 0]]["movie"].tolist()
df["rating"] += 1
raised = df["rating"].tolist()
mask = df["rating"] > 3
chosen = df["movie"][mask].tolist()
tall = df["rating"].values.reshape(-1, 1)
scaled_by = (df["rating"].values * np.array([1.0, 2.0, 1.0, 1.0, 1.0]))
listed = (df["rating"] - [1, 1, 1, 1, 1]).tolist()
up = Path("/a/b/c.txt").parents[1].exists()
`;
  expect(
    await runConverted(head + python, [
      ...['users', 'scaled', 'x', 'order', 'some', 'titles', 'others', 'both', 'twice', 'best', 'common'],
      ...['rows', 'count', 'mean', 'third', 'up', 'raised', 'chosen', 'tall', 'scaled_by', 'listed'],
    ]),
  ).toEqual({
    users: [7, 9, 8],
    scaled: [0.5, 0, 1, 0.75, 0.25],
    x: [
      [0, 3],
      [1, 1],
      [0, 5],
      [2, 4],
      [1, 2],
    ],
    order: [1, 2, 5, 3, 4],
    some: ['a', 'c'],
    titles: ['a', 'c'],
    others: ['b'],
    both: [4, 2],
    twice: [6, 3, 10, 10, 5],
    best: ['c', 'a'],
    common: ['a', 'c'],
    rows: ['a7', 'b9'],
    count: 3,
    mean: 3,
    third: ['c', 'a'],
    up: false,
    raised: [4, 2, 6, 5, 3],
    chosen: ['a', 'c', 'a'],
    tall: [[4], [2], [6], [5], [3]],
    scaled_by: [4, 4, 6, 5, 3],
    listed: [3, 1, 5, 4, 2],
  });
});

test('a table beside its own mean and deviation', async () => {
  const python = `
df = pd.read_csv("${folder}/series.csv", parse_dates=True, index_col="time")
mean = df.mean()
deviation = df.std()
scaled = (df - mean) / deviation
values = scaled.values
length = len(scaled)
some = df.iloc[[0, 2]]
left = df.copy()
taken = left.pop("value")
columns = len(left.columns)
few = some["value"].tolist()
`;
  const made = await runConverted(head + python, [
    'mean',
    'deviation',
    'values',
    'length',
    'few',
    'taken',
    'columns',
  ]);
  expect(made).toMatchObject({ mean: [3], length: 3, few: [1, 6], taken: [1, 2, 6], columns: 0 });
  expect((made.deviation as number[])[0]).toBeCloseTo(2.6457513, 6);
  const numbers = (made.values as number[][]).map(([one]) => Math.round(one! * 1e4) / 1e4);
  expect(numbers).toEqual([-0.7559, -0.378, 1.1339]);
});

test('what is missing of a column counts as in pandas', async () => {
  writeFileSync(join(folder, 'gaps.csv'), 'age,city\n30,a\n,b\n-5,\n12,a\n');
  const python = `
df = pd.read_csv("${folder}/gaps.csv")
total = df["age"].sum()
mean = df["age"].mean()
least = df["age"].min()
most = df["age"].max()
young = df[df["age"] < 20]["age"].tolist()
others = (df["age"] != 30).tolist()
kinds = df["city"].nunique()
lacking = ((df["age"] * 2) < 100).tolist()
`;
  const names = ['total', 'mean', 'least', 'most', 'young', 'others', 'kinds', 'lacking'];
  const made = await runConverted(head + python, names);
  expect(made).toMatchObject({ total: 37, least: -5, most: 30, young: [-5, 12], kinds: 2 });
  expect(made.mean).toBeCloseTo(37 / 3, 12);
  expect(made).toMatchObject({ others: [false, true, true, true], lacking: [true, false, true, true] });
});

test('times as texts, columns that are taken out within an expression, and tables beside numbers', async () => {
  const python = `
df = pd.DataFrame({"when": ["01.02.2009 00:10:00", "31.12.2016 23:59:59", "29.2.2012 1:2:3"], "a": [1.0, 2.0, 3.0], "deg": [0.0, 90.0, 180.0], "b": [10.0, 20.0, 60.0]})
seconds = pd.to_datetime(df.pop("when"), format="%d.%m.%Y %H:%M:%S").map(pd.Timestamp.timestamp).tolist()
half = (df.pop("a") / 2 + 1).tolist()
radians = df.pop("deg") * np.pi / 180
rounded = [round(one * 100) for one in radians]
left = list(df.columns)
df["c"] = np.sin(np.array([0.0, 1.0, 2.0]))
mean = df.mean()
normed = (df - mean) / 2
columns = {name: i for i, name in enumerate(normed.columns)}
place = columns["c"]
part = normed[1:]["b"].tolist()
`;
  const names = ['seconds', 'half', 'rounded', 'left', 'place', 'part'];
  expect(await runConverted(head + python, names)).toEqual({
    seconds: [
      Date.UTC(2009, 1, 1, 0, 10),
      Date.UTC(2016, 11, 31, 23, 59, 59),
      Date.UTC(2012, 1, 29, 1, 2, 3),
    ].map((one) => one / 1000),
    half: [1.5, 2, 2.5],
    rounded: [0, 157, 314],
    left: ['b'],
    place: 1,
    part: [-5, 15],
  });
});

test('files without names, with spaces between values and words for what is missing', async () => {
  const cars = [
    '18.0   8  ?\t"a b"',
    ' 15.0   4   165.0\t"c"',
    '24.5 6 95\t"d # e"',
    '21.0   4   90.0\t"f"',
    '30 6 ?\t"g"',
  ];
  writeFileSync(join(folder, 'cars.data'), `${cars.join('\n')}\n`);
  writeFileSync(join(folder, 'plain.csv'), '1,2\n3,4\n');
  const python = `
names = ["mpg", "cyl", "hp"]
raw = pd.read_csv("${folder}/cars.data", names=names, na_values="?", comment="\\t", sep=" ", skipinitialspace=True)
missing = raw.isna().sum()
lacking = missing["hp"]
first = raw["mpg"].tolist()
by_spaces = pd.read_csv("${folder}/cars.data", names=["mpg", "cyl", "hp", "name"], na_values=["?"], sep=r"\\s+")
titles = by_spaces["name"].tolist()
whole = pd.read_csv("${folder}/plain.csv", header=None).values
named = pd.read_csv("${folder}/plain.csv", names=["a", "b"])["a"].tolist()
renamed = pd.read_csv("${folder}/plain.csv", names=["a", "b"], header=0)["b"].tolist()
`;
  expect(
    await runConverted(head + python, ['lacking', 'first', 'titles', 'whole', 'named', 'renamed']),
  ).toEqual({
    lacking: 2,
    first: [18, 15, 24.5, 21, 30],
    titles: ['a b', 'c', 'd # e', 'f', 'g'],
    whole: [
      [1, 2],
      [3, 4],
    ],
    named: [1, 3],
    renamed: [4],
  });
});

test('rows that a sample leaves, kinds under their own names, and what a description says', async () => {
  const python = `
df = pd.DataFrame({"mpg": [15.0, 24.5, 21.0, 30.0], "origin": [1, 3, 1, 2], "hp": [165.0, 95.0, 90.0, 70.0]})
df["origin"] = df["origin"].map({1: "USA", 2: "Europe", 3: "Japan"})
df = pd.get_dummies(df, columns=["origin"], prefix="", prefix_sep="")
columns = list(df.columns)
train = df.sample(frac=0.6, random_state=0)
test = df.drop(train.index)
train_mpg = train["mpg"].tolist()
test_mpg = test["mpg"].tolist()
features = train.copy()
labels = features.pop("mpg")
rest = df.drop(index=features.index)["hp"].tolist()
told = df.describe().transpose()[["mean", "std"]]
deviations = told["std"].tolist()
`;
  const names = ['columns', 'train_mpg', 'test_mpg', 'rest', 'deviations'];
  const made = await runConverted(head + python, names);
  expect(made).toMatchObject({
    columns: ['mpg', 'hp', 'Europe', 'Japan', 'USA'],
    train_mpg: [21, 30],
    test_mpg: [15, 24.5],
    rest: [165, 95],
  });
  expect((made.deviations as number[])[0]).toBeCloseTo(6.289872812704562, 10);
});

test('columns in which values are missing', async () => {
  writeFileSync(
    join(folder, 'people.csv'),
    [
      'age,fare,sex,city,score',
      '22,7.25,male,Seoul,1',
      '38,71.5,female,Busan,0',
      '26,,female,Seoul,1',
      '35,53.1,female,Daegu,1',
      ',8.05,male,Seoul,0',
      '54,51.5,male,Busan,0\n',
    ].join('\n'),
  );
  const python = `
df = pd.read_csv("${folder}/people.csv")
age = df["age"]
of_age = [age.mean(), age.median(), age.std(), age.var(), age.count(), age.min(), age.max()]
quarter = df["fare"].quantile(0.25)
gone = int(df["fare"].isnull().sum()) + int(age.isna().sum())
there = age.notnull().tolist()
filled = age.fillna(age.mean()).tolist()
zeros = df["fare"].fillna(0).tolist()
known = age.dropna().tolist()
aged = df.dropna(subset=["age"])["city"].tolist()
old = df.loc[df["age"] > 30, "city"].tolist()
older = df.loc[df["age"] > 30][["score", "age"]].values.tolist()
cities = df.loc[:, "city"].tolist()
names = list(df.rename(columns={"fare": "price", "sex": "kind"}).columns)
counts = df["city"].value_counts()
most = list(counts.keys())
seoul = counts["Seoul"]
twice = pd.concat([df, df.head(1)], ignore_index=True).reset_index(drop=True)["score"].tolist()
span = df["fare"].max() - df["fare"].min()
`;
  const names = [
    ...['of_age', 'quarter', 'gone', 'there', 'filled', 'zeros', 'known', 'aged', 'old', 'older', 'cities'],
    ...['names', 'most', 'seoul', 'twice', 'span'],
  ];
  const made = await runConverted(head + python, names);
  const { of_age, ...others } = made;
  expect((of_age as number[]).map((one) => Math.round(one * 1e6) / 1e6)).toEqual([
    35, 35, 12.4499, 155, 5, 22, 54,
  ]);
  expect(others).toEqual({
    quarter: 8.05,
    gone: 2,
    there: [true, true, true, true, false, true],
    filled: [22, 38, 26, 35, 35, 54],
    zeros: [7.25, 71.5, 0, 53.1, 8.05, 51.5],
    known: [22, 38, 26, 35, 54],
    aged: ['Seoul', 'Busan', 'Seoul', 'Daegu', 'Busan'],
    old: ['Busan', 'Daegu', 'Busan'],
    older: [
      [0, 38],
      [1, 35],
      [0, 54],
    ],
    cities: ['Seoul', 'Busan', 'Seoul', 'Daegu', 'Seoul', 'Busan'],
    names: ['age', 'price', 'kind', 'city', 'score'],
    most: ['Seoul', 'Busan', 'Daegu'],
    seoul: 3,
    twice: [1, 0, 1, 1, 0, 0, 1],
    span: 64.25,
  });
});

test.each([
  ['df.loc[0]', 'rows by their names'],
  ['df.loc[1:3, "age"]', 'rows by their names'],
  ['df.reset_index()', 'is not known here'],
  ['df.rename(str.lower, axis=1)', 'is not known here'],
  ['df["age"].fillna(method="ffill")', '`method` is not among'],
  ['pd.concat([df, df], axis=1)', 'under each other'],
  ['df["age"].std(ddof=0)', 'is not known here'],
])('%s is refused', (line, reason) => {
  const { reasons } = convertPython([`${head}df = pd.read_csv("a.csv")\na = ${line}`]);
  expect(reasons.map((one) => one.reason).join()).toContain(reason);
});
