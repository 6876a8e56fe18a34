/** Reverse-mode automatic differentiation over tensors. */
module dev.loci.autograd {
  requires transitive dev.loci.tensor;

  exports dev.loci.autograd;
  exports dev.loci.autograd.check;
  exports dev.loci.autograd.op;
  exports dev.loci.autograd.twin;
  exports dev.loci.autograd.trace;
}
