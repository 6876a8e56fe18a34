package dev.loci.autograd;

import dev.loci.tensor.Tensor;

/** Tells two listeners, one after the other. */
record BothListeners(TapeListener first, TapeListener second) implements TapeListener {
  @Override
  public void before(String op, boolean backward) {
    first.before(op, backward);
    second.before(op, backward);
  }

  @Override
  public void after(String op, boolean backward) {
    first.after(op, backward);
    second.after(op, backward);
  }

  @Override
  public void recorded(Call call) {
    first.recorded(call);
    second.recorded(call);
  }

  @Override
  public void differentiating(Call call, Tensor gradient) {
    first.differentiating(call, gradient);
    second.differentiating(call, gradient);
  }

  @Override
  public void received(Call call, int input, Tensor gradient, Tensor total) {
    first.received(call, input, gradient, total);
    second.received(call, input, gradient, total);
  }
}
