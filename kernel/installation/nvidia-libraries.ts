// NVIDIA's libraries as pip installs them, in packages beside TensorFlow's: which are there, and how a process finds them.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What TensorFlow loads to compute on a GPU, by the names of their folders. */
const needed = ['cuda_runtime', 'cublas', 'cudnn', 'cufft', 'cusolver', 'cusparse'] as const;

type Environment = Record<string, string | undefined>;

/** @param tensorflow the folder of TensorFlow's package */
export function missingLibraries(tensorflow: string): string[] {
  const there = libraryFolders(tensorflow).map((folder) => folder.split('/').at(-2));
  return needed.filter((name) => !there.includes(name));
}

/** TensorFlow's smaller wheel has no code for GPUs. */
export function isBuiltWithoutGpu(tensorflow: string): boolean {
  const packages = dirname(tensorflow);
  return (
    existsSync(packages) && readdirSync(packages).some((name) => /^tensorflow_cpu-.*\.dist-info$/.test(name))
  );
}

/** What to add to a process' environment, so that its loader and its compiler find them; nothing where it has that or they are missing. */
export function loaderEnvironment(
  tensorflow: string,
  environment: Environment = process.env,
): Record<string, string> {
  const folders = libraryFolders(tensorflow);
  if (folders.length === 0 || environment.LD_LIBRARY_PATH?.includes(folders[0]!)) return {};
  const path = [...folders, environment.LD_LIBRARY_PATH].filter(Boolean).join(':');
  const compiler = join(dirname(tensorflow), 'nvidia', 'cuda_nvcc');
  if (environment.XLA_FLAGS || !existsSync(compiler)) return { LD_LIBRARY_PATH: path };
  // XLA splits its flags at blanks and knows no quotes.
  if (/\s/.test(compiler)) return { LD_LIBRARY_PATH: path };
  return { LD_LIBRARY_PATH: path, XLA_FLAGS: `--xla_gpu_cuda_data_dir=${compiler}` };
}

function libraryFolders(tensorflow: string): string[] {
  const parent = join(dirname(tensorflow), 'nvidia');
  if (!existsSync(parent)) return [];
  const folders = readdirSync(parent).map((name) => join(parent, name, 'lib'));
  return folders.filter((folder) => existsSync(folder)).sort();
}
