// The cells that are stale when another is edited, written down by reading the lessons, before any program was asked.
// Cells are code cells, counted from 1; those that are not listed make none stale.
import type { Marks } from './marks.js';

export const byHand: Readonly<Record<string, Marks>> = {
  '01-01_Multi_Layer_Perceptron_XOR': {
    // quick: both trainings. 6, 9, 10 and 11 show what they made.
    1: [5, 6, 8, 9, 10, 11],
    // and, or, nand, inputs. Only 7 stands by itself: it makes the network, which knows no data.
    2: [3, 4, 5, 6, 8, 9, 10, 11],
    // xor, by which answers are counted.
    3: [4, 5, 6, 8, 9, 10, 11],
    // x, y, countCorrect and the single perceptron.
    5: [6, 8, 9, 10, 11],
    // mlp
    7: [8, 9, 10, 11],
    // history, and mlp, which is trained now.
    8: [9, 10, 11],
  },
  '02-02_Error_Backpropagation': {
    // quick: the steps of 8, the sizes of 9, which 10 draws.
    1: [8, 9, 10],
    // 2 is an example of its own. x, t, start, p, and the type Parameters, which 4 and 5 name.
    3: [4, 5, 6, 7, 8, 9, 10],
    // forward, cost
    4: [5, 6, 7, 8, 9, 10],
    // backward. 7 asks for the cost only.
    5: [6, 8, 9, 10],
    // names
    6: [8, 9, 10],
    // timings
    9: [10],
  },
  '05-01_Iris_Classification': {
    // quick: the training of 6, after which the model is another one for all below.
    1: [6, 7, 8, 9, 10],
    // train, test, classes. 4 makes the model.
    2: [3, 5, 6, 7, 8, 9, 10],
    // model; 5 trains it for one epoch, 6 for all.
    4: [5, 6, 7, 8, 9, 10],
    5: [6, 7, 8, 9, 10],
    6: [7, 8, 9, 10],
  },
};
