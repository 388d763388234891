// Where the suite runs: on the backend named `tensorflow`, whose values can be read at once. Imported before the
// tests, as each test is declared for the environments that are known by then.
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';

setTestEnvs([{ name: 'test-tensorflow', backendName: 'tensorflow', flags: {}, isDataSync: true }]);
