/** Tensors, their kernels, random streams and tensor files. */
module dev.loci.tensor {
  // A plain "requires": with "requires static" a module-path program would silently run scalar.
  requires jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports dev.loci.tensor;
  exports dev.loci.tensor.io;
  exports dev.loci.tensor.random;
  exports dev.loci.tensor.kernel to
      dev.loci.autograd,
      dev.loci.models;
}
