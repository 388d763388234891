// An answer that is an error, in words for the user.
export class EditorFailure extends Error {
  /** @param name such as `InvalidParams`, for the program that asks */
  constructor(name: 'InvalidParams' | 'UnknownCell' | 'UnknownMethod' | 'CannotRename', message: string) {
    super(message);
    this.name = name;
  }
}
