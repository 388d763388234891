// Whole programs: a traced function, and a loop of traced steps.
import type { Endpoint } from '../../c-api.js';
import { Emitter, typeText, type Value } from '../stablehlo.js';
import { NotLowered } from './site.js';
import { describe, GraphWriter, type TracedGraph } from './write-graph.js';

/** A program's text, and what it takes and gives. */
export interface Module {
  readonly text: string;
  readonly inputs: readonly Pick<Value, 'type' | 'shape'>[];
  readonly outputs: readonly Pick<Value, 'type' | 'shape'>[];
}

/** What is to become a program. */
export interface Computation {
  readonly graph: TracedGraph;
  readonly inputs: readonly Endpoint[];
  readonly outputs: readonly Endpoint[];
  readonly effects?: readonly number[];
}

/** Throws NotLowered, with the op, where the function must stay on TensorFlow. */
export function functionModule({ graph, inputs, outputs, effects = [] }: Computation): Module {
  refuseEffects(graph, effects);
  const emit = new Emitter();
  const given = argumentsFor(emit, graph, inputs);
  const writer = new GraphWriter(graph, emit);
  inputs.forEach((input, place) => {
    writer.give(input, given[place]!);
  });
  return moduleOf(emit, given, writer.write(outputs));
}

/** A step between a loop's variables before and after it. */
export interface StepComputation extends Computation {
  /** What the step computes, to be added up. */
  readonly vector: Endpoint;
}

/** A loop's variables: the first two count, the third adds up what the steps compute, and is left out here. */
const ownPlaces = 3;

/**
 * The steps from the first argument to the second. Results: the sums of what the steps computed, as two numbers of
 * which the second holds what the first rounded away, then the variables at these places of the loop's.
 */
export function loopModule(body: StepComputation, results: readonly number[]): Module {
  const { graph, inputs } = body;
  refuseEffects(graph, body.effects ?? []);
  const emit = new Emitter();
  const [first, last, ...rest] = argumentsFor(
    emit,
    graph,
    inputs.filter((_, place) => place !== ownPlaces - 1),
  ) as [Value, Value, ...Value[]];
  const { shape } = describe(graph, body.vector);
  const none = emit.fill('f32', shape, 0);
  const carried = results.map((place) => rest[place - ownPlaces]!);
  const before = [first, none, none, ...carried];
  const step = (within: readonly Value[]): Value[] => {
    const writer = new GraphWriter(graph, emit);
    inputs.forEach((input, place) => {
      const at = results.indexOf(place);
      if (place === 0) writer.give(input, within[0]!);
      else if (place === 1) writer.give(input, last);
      else if (place >= ownPlaces)
        writer.give(input, at < 0 ? rest[place - ownPlaces]! : within[ownPlaces + at]!);
    });
    const wanted = [body.outputs[0]!, body.vector, ...results.map((place) => body.outputs[place]!)];
    const [next, vector, ...values] = writer.write(wanted) as [Value, Value, ...Value[]];
    return [next, ...addExactly(emit, within[1]!, within[2]!, vector), ...values];
  };
  const after = emit.whileLoop(before, ([count]) => emit.compare('LT', count!, last), step);
  return moduleOf(emit, [first, last, ...rest], after.slice(1));
}

/** Adds to a sum of two numbers: the second gathers what the first rounds away (Knuth, 1969). */
function addExactly(emit: Emitter, sum: Value, rest: Value, x: Value): [Value, Value] {
  const next = emit.binary('add', sum, x);
  const taken = emit.binary('subtract', next, sum);
  const lostOfSum = emit.binary('subtract', sum, emit.binary('subtract', next, taken));
  const lostOfX = emit.binary('subtract', x, taken);
  return [next, emit.binary('add', rest, emit.binary('add', lostOfSum, lostOfX))];
}

function refuseEffects(graph: TracedGraph, effects: readonly number[]): void {
  for (const operation of effects) throw new NotLowered(graph.node(operation).op, 'in place');
}

function argumentsFor(emit: Emitter, graph: TracedGraph, inputs: readonly Endpoint[]): Value[] {
  return inputs.map((input) => {
    const { type, shape } = describe(graph, input);
    return emit.fresh(type, shape);
  });
}

function moduleOf(emit: Emitter, inputs: readonly Value[], outputs: readonly Value[]): Module {
  const given = inputs.map((value) => `${value.name}: ${typeText(value)}`).join(', ');
  const types = outputs.map(typeText).join(', ');
  const text = [
    'module @tensorcell {',
    `func.func public @main(${given}) -> (${types}) {`,
    ...emit.lines,
    `return ${outputs.map(({ name }) => name).join(', ')} : ${types}`,
    '}',
    '}',
    '',
  ].join('\n');
  return { text, inputs: inputs.map(shapeOf), outputs: outputs.map(shapeOf) };
}

const shapeOf = ({ type, shape }: Value): Pick<Value, 'type' | 'shape'> => ({ type, shape });
