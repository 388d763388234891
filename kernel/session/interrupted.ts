// The error by which a stopped cell ends.

export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('Stopped. Variables keep their values.');
  }
}
