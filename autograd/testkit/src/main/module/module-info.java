/** Property-based tests of differentiable operations. */
module dev.loci.autograd.testkit {
  requires transitive dev.loci.autograd;
  requires static net.jqwik.api;

  exports dev.loci.autograd.testkit;
  exports dev.loci.autograd.testkit.jqwik;
}
