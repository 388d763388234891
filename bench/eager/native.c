// The C library's own time for small ops: the very calls that our binding makes for each, in a loop.
// Usage: native LIBRARY…; prints one line of JSON, microseconds of processor time by op.
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

typedef void *Pointer;

#define FUNCTION(result, name, ...) static result (*name)(__VA_ARGS__);
FUNCTION(Pointer, TF_NewStatus, void)
FUNCTION(int, TF_GetCode, Pointer)
FUNCTION(Pointer, TF_AllocateTensor, int, const int64_t *, int, size_t)
FUNCTION(Pointer, TF_TensorData, Pointer)
FUNCTION(Pointer, TFE_NewContextOptions, void)
FUNCTION(Pointer, TFE_NewContext, Pointer, Pointer)
FUNCTION(Pointer, TFE_NewTensorHandle, Pointer, Pointer)
FUNCTION(Pointer, TFE_NewOp, Pointer, const char *, Pointer)
FUNCTION(void, TFE_OpAddInput, Pointer, Pointer, Pointer)
FUNCTION(void, TFE_Execute, Pointer, Pointer *, int *, Pointer)
FUNCTION(void, TFE_DeleteOp, Pointer)
FUNCTION(int, TFE_TensorHandleNumDims, Pointer, Pointer)
FUNCTION(int64_t, TFE_TensorHandleDim, Pointer, int, Pointer)
FUNCTION(int, TFE_TensorHandleDataType, Pointer)
FUNCTION(void, TFE_DeleteTensorHandle, Pointer)

#define LOAD(name) *(void **)&name = dlsym(RTLD_DEFAULT, #name)
static void load(void) {
  LOAD(TF_NewStatus); LOAD(TF_GetCode); LOAD(TF_AllocateTensor); LOAD(TF_TensorData);
  LOAD(TFE_NewContextOptions); LOAD(TFE_NewContext); LOAD(TFE_NewTensorHandle);
  LOAD(TFE_NewOp); LOAD(TFE_OpAddInput); LOAD(TFE_Execute); LOAD(TFE_DeleteOp);
  LOAD(TFE_TensorHandleNumDims); LOAD(TFE_TensorHandleDim); LOAD(TFE_TensorHandleDataType);
  LOAD(TFE_DeleteTensorHandle);
}

enum { FLOAT = 1, INT32 = 3, CALLS = 50000, WARM_UP = 3000 };
static Pointer status, context;

static Pointer tensor(int type, int rank, const int64_t *sizes, int value) {
  size_t count = 1;
  for (int axis = 0; axis < rank; axis++) count *= sizes[axis];
  Pointer made = TF_AllocateTensor(type, sizes, rank, 4 * count);
  for (size_t i = 0; i < count; i++) {
    if (type == FLOAT) ((float *)TF_TensorData(made))[i] = value;
    else ((int32_t *)TF_TensorData(made))[i] = value;
  }
  return TFE_NewTensorHandle(made, status);
}

static void call(const char *name, Pointer first, Pointer second) {
  Pointer op = TFE_NewOp(context, name, status), output;
  int outputs = 1;
  TFE_OpAddInput(op, first, status);
  if (second) TFE_OpAddInput(op, second, status);
  TFE_Execute(op, &output, &outputs, status);
  TFE_DeleteOp(op);
  int rank = TFE_TensorHandleNumDims(output, status);
  for (int axis = 0; axis < rank; axis++) TFE_TensorHandleDim(output, axis, status);
  TFE_TensorHandleDataType(output);
  TFE_DeleteTensorHandle(output);
}

static double processorTime(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static void measure(const char *label, const char *name, Pointer first, Pointer second) {
  for (int i = 0; i < WARM_UP; i++) call(name, first, second);
  double start = processorTime();
  for (int i = 0; i < CALLS; i++) call(name, first, second);
  printf("\"%s\":%.3f", label, (processorTime() - start) / CALLS);
}

int main(int count, char **files) {
  for (int i = 1; i < count; i++) {
    if (dlopen(files[i], RTLD_NOW | RTLD_GLOBAL)) continue;
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  load();
  status = TF_NewStatus();
  context = TFE_NewContext(TFE_NewContextOptions(), status);
  const int64_t ten[] = {10}, square[] = {2, 2}, one[] = {1};
  Pointer scalar = tensor(FLOAT, 0, 0, 1), vector = tensor(FLOAT, 1, ten, 1);
  Pointer matrix = tensor(FLOAT, 2, square, 1);
  printf("{");
  measure("add", "AddV2", scalar, scalar), printf(",");
  measure("relu", "Relu", vector, 0), printf(",");
  measure("sum", "Sum", vector, tensor(INT32, 1, one, 0)), printf(",");
  measure("matMul", "MatMul", matrix, matrix), printf(",");
  measure("reshape", "Reshape", matrix, tensor(INT32, 1, one, 4));
  printf("}\n");
  return TF_GetCode(status);
}
