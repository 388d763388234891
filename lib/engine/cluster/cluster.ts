// Which processes compute together, and which of them this one is: from the environment, as TensorFlow's `TF_CONFIG`
// says it.

/** Processes that compute together. */
export interface Cluster {
  /** `host:port` of every process, in the order that all of them know. The first is the chief. */
  readonly addresses: readonly string[];
  /** This process's place among them. */
  readonly index: number;
  /** The environment variable that said so. */
  readonly source: string;
}

const variables = ['TENSORCELL_CLUSTER', 'TF_CONFIG'] as const;
const example =
  '{"cluster": {"worker": ["10.0.0.1:4000", "10.0.0.2:4000"]}, "task": {"type": "worker", "index": 0}}';

/** Whether the environment says anything of a cluster. */
export const namesCluster = (environment: Readonly<Record<string, string | undefined>>): boolean =>
  variables.some((name) => environment[name]?.trim());

/** The cluster that the environment describes; undefined where it names none, or this process alone. */
export function clusterFrom(environment: Readonly<Record<string, string | undefined>>): Cluster | undefined {
  const source = variables.find((name) => environment[name]?.trim());
  if (source === undefined) return undefined;
  const { cluster, task } = parse(source, environment[source]!);
  const jobs = {
    chief: addressesOf(source, cluster, 'chief'),
    worker: addressesOf(source, cluster, 'worker'),
  };
  const other = Object.keys(cluster).find((job) => !(job in jobs) && job !== 'evaluator');
  if (other !== undefined)
    throw mistake(source, `workers and a chief; '${other}' is not computed here`, Object.keys(cluster));
  const addresses = [...jobs.chief, ...jobs.worker];
  if (addresses.length < 2 && task === undefined) return undefined;
  const index = placeOf(source, task, jobs);
  const twice = addresses.find((address, i) => addresses.indexOf(address) !== i);
  if (twice !== undefined) throw mistake(source, 'an address for each process', `${twice} twice`);
  return addresses.length < 2 ? undefined : { addresses, index, source };
}

type Jobs = Readonly<Record<'chief' | 'worker', readonly string[]>>;
type Parsed = { cluster: Record<string, unknown>; task: Record<string, unknown> | undefined };

function parse(source: string, text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw mistake(source, 'JSON', (error as Error).message);
  }
  const { cluster = {}, task } = isRecord(value) ? value : {};
  if (!isRecord(value) || !isRecord(cluster) || (task !== undefined && !isRecord(task)))
    throw mistake(source, 'a cluster and a task', value);
  return { cluster, task };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function addressesOf(source: string, cluster: Record<string, unknown>, job: string): readonly string[] {
  const given = cluster[job] ?? [];
  const fits = (one: unknown): one is string =>
    typeof one === 'string' && /^[^\s:]+:\d+$|^\[.+\]:\d+$/.test(one);
  if (Array.isArray(given) && given.every(fits)) return given;
  throw mistake(source, `a list of host:port as the cluster's ${job}`, given);
}

function placeOf(source: string, task: Parsed['task'], jobs: Jobs): number {
  const { type, index } = task ?? {};
  const number = Number(index);
  const place = { chief: number, worker: jobs.chief.length + number }[type as keyof Jobs];
  if (
    place !== undefined &&
    Number.isInteger(number) &&
    number >= 0 &&
    number < jobs[type as keyof Jobs].length
  )
    return place;
  throw mistake(source, "a task of the cluster's", task);
}

function mistake(source: string, expected: string, received: unknown): Error {
  const shown = typeof received === 'string' ? received : JSON.stringify(received);
  return new Error(`${source}: expected ${expected}. Received: ${shown}. Write it like ${example}.`);
}
