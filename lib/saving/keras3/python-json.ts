// JSON for Python, which tells 0 from 0.0: Keras refuses a momentum or a learning rate that is a whole number.

/** Settings that are fractions by nature. */
const fractions = new Set([
  ...['learning_rate', 'momentum', 'rho', 'epsilon', 'beta', 'beta_1', 'beta_2', 'weight_decay'],
  ...['epsilon_1', 'epsilon_2', 'beta_2_decay', 'clip_threshold', 'learning_rate_power'],
  ...['initial_accumulator_value', 'l1_regularization_strength', 'l2_regularization_strength'],
  ...['l2_shrinkage_regularization_strength', 'clipnorm', 'clipvalue', 'global_clipnorm'],
  ...['initial_learning_rate', 'end_learning_rate', 'decay_rate', 'alpha', 'power', 'warmup_target'],
  ...['t_mul', 'm_mul', 'ema_momentum'],
  ...['rate', 'dropout', 'recurrent_dropout', 'stddev', 'l1', 'l2', 'factor', 'gain', 'mean'],
  ...['label_smoothing', 'gamma', 'delta', 'threshold', 'negative_slope'],
]);

const mark = '\u{f8ff}'; // for private use: in no setting

export function toPythonJson(value: unknown): string {
  const marked = JSON.stringify(value, (key, item) =>
    fractions.has(key) && Number.isInteger(item) ? `${mark}${item}` : item,
  );
  return marked.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1.0');
}
