// Whether XLA compiles a loop of steps, or TensorFlow's executor runs it op by op. XLA leaves out what the executor
// spends on each op, which is most of a small step, and costs some tenths of a second first. The choice depends on the step
// and on how many have been asked for, never on a clock: the two round differently, and one seed must give one result.
import { castToHalf } from '../../engine/tracing/graph.js';
import type { Engine } from '../../engine/tracing/graph-function.js';
import type { Outlook } from '../steps/trainer.js';

export interface StepProfile {
  /** How often each op occurs in a step. */
  readonly ops: ReadonlyMap<string, number>;
  /** How much it computes, as {@link stepSize} counts it. */
  readonly size: number;
  /** Whether that is so much that an op's own work counts for more than what comes with it. */
  readonly isLarge: boolean;
  /** How often rows are picked from the data by number, which the executor checks. */
  readonly pickedRows: number;
  /** XLA has failed on it. */
  isRefused: boolean;
}

/**
 * Microseconds that XLA saves on an op, and takes to compile one. Of a small step it saves what the executor spends on
 * the op; of a large one, what passes over large tensors cost that it makes one of.
 */
const [small, large] = [
  { savedByOp: 0.25, compilingOp: 1_500 },
  { savedByOp: 2, compilingOp: 4_000 },
];
/** Microseconds that it takes to compile at all. */
const compiling = 20_000;
/** What compiling costs must come in more than once. */
const margin = 1.5;
/** From there on the executor's update of all weights in place is ahead, or level. */
const largest = 1_500_000;

export function chooseEngine(profile: StepProfile, { steps, jitCompile }: Outlook): Engine {
  if (jitCompile === true && profile.ops.has(castToHalf))
    throw new Error(
      'fit: XLA computes floats of 16 bits in 32, and would give other numbers. Leave jitCompile out: steps then run on ' +
        "TensorFlow's executor.",
    );
  if (jitCompile !== 'auto') return jitCompile ? 'xla' : 'executor';
  return isSuited(profile) && pays(profile, steps) ? 'xla' : 'executor';
}

function pays({ ops, isLarge }: StepProfile, steps: number): boolean {
  const { savedByOp, compilingOp } = isLarge ? large : small;
  const count = [...ops].reduce((sum, [op, times]) => sum + (op === 'Const' ? 0 : times), 0);
  return steps * count * savedByOp > margin * (compiling + count * compilingOp);
}

function isSuited({ ops, size, pickedRows, isRefused }: StepProfile): boolean {
  if (isRefused || size >= largest || [...ops.keys()].some((op) => !suited.has(op))) return false;
  // Numbers out of range are an error of the executor's and pass silently in XLA: rows of an embedding.
  return (ops.get('GatherV2') ?? 0) <= pickedRows;
}

/**
 * Ops that XLA does as well, and to the same result. Left out are convolutions and pooling, slow in it on CPUs; random
 * numbers, which it draws again for each use; and ops that check what they are given (labels, numbers of rows) in the
 * executor only.
 */
const suited: ReadonlySet<string> = new Set(
  `
  Abs Add AddN AddV2 All Any ArgMax ArgMin BatchMatMulV2 BiasAdd BiasAddGrad BroadcastTo Cast Ceil ClipByValue
  ConcatV2 Const Cos Cosh Div DivNoNan Elu EluGrad EnsureShape Equal Erf Exp ExpandDims Expm1 Fill Floor FloorDiv FloorMod
  GatherV2 Greater GreaterEqual Identity IsFinite IsInf IsNan L2Loss LeakyRelu LeakyReluGrad Less LessEqual Log Log1p
  LogSoftmax LogicalAnd LogicalNot LogicalOr MatMul Max Maximum Mean Min Minimum Mul Neg NotEqual OnesLike Pack Pow
  Prod RealDiv Reciprocal Relu Relu6 Relu6Grad ReluGrad Reshape Round Rsqrt RsqrtGrad Select SelectV2 Selu SeluGrad
  Sigmoid SigmoidGrad Sign Sin Sinh Slice Softmax SoftmaxCrossEntropyWithLogits Softplus SoftplusGrad Softsign
  SoftsignGrad Sqrt SqrtGrad Square SquaredDifference Squeeze StridedSlice Sub Sum Tan Tanh TanhGrad Tile Transpose
  Unpack ZerosLike AssignVariableOp ReadVariableOp ResourceApplyAdadelta ResourceApplyAdaMax ResourceApplyAdam
  ResourceApplyCenteredRMSProp ResourceApplyGradientDescent ResourceApplyKerasMomentum ResourceApplyRMSProp
`.match(/\w+/g),
);

/** The words of TensorFlow's where XLA cannot compile a loop, made those of an option. */
export function explainXlaError(error: unknown): unknown {
  const { message } = error as Error;
  if (!message.includes('tf2xla conversion failed')) return error;
  const ops = [...new Set([...message.matchAll(/No registered '(\w+)' OpKernel/g)].map(([, op]) => op))];
  const which = ops.length > 0 ? `, which has ${ops.join(', ')}` : '';
  return new Error(
    `fit: XLA cannot compile this model's step${which}. Leave jitCompile out: steps then run on TensorFlow's executor.`,
    { cause: error },
  );
}
