// Imported first by tests of 16 bits: TensorFlow here and the one that Keras runs on both leave oneDNN off. On processors with
// instructions for bfloat16 its kernels round by how ops are put together, in a graph otherwise than one by one.
process.env.TF_ENABLE_ONEDNN_OPTS = '0';
