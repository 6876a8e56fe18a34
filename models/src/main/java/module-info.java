/** Layers, optimisers, the model zoo and the training loop. */
module dev.loci.models {
  requires transitive dev.loci.autograd;

  exports dev.loci.models;
  exports dev.loci.models.gpt;
  exports dev.loci.models.mamba;
  exports dev.loci.models.node2vec;
  exports dev.loci.nn;
  exports dev.loci.optim;
  exports dev.loci.train;
}
