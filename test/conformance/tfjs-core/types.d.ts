// The parts of packages without types that the suite's runner uses.
declare module 'jasmine' {
  export default class Jasmine {
    exitOnCompletion: boolean;
    readonly env: { configure(options: object): void };
    randomizeTests(random: boolean): void;
    clearReporters(): void;
    addReporter(reporter: object): void;
    execute(): Promise<unknown>;
  }
}

declare module '@tensorflow/tfjs-core/dist/jasmine_util' {
  export function setTestEnvs(environments: object[]): void;
}
