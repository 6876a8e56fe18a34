package dev.loci.models.mamba;

import dev.loci.autograd.Variable;
import dev.loci.autograd.op.CausalConv;
import dev.loci.autograd.op.SelectiveScan;
import dev.loci.nn.LayerNorm;
import dev.loci.nn.Linear;
import dev.loci.nn.Module;
import dev.loci.nn.Parameter;
import dev.loci.tensor.Tensor;
import java.util.List;

/** One layer: normalisation, then the mixer, whose output is added to the layer's input. */
final class Block extends Module {
  private final boolean residual;
  private final LayerNorm norm;
  private final Mixer mixer;

  Block(MambaConfig config) {
    residual = config.residual();
    norm = child("norm", new LayerNorm(config.width()));
    mixer = child("mixer", new Mixer(config));
  }

  Variable forward(Variable x) { // (B, T, D)
    Variable change = mixer.forward(norm.forward(x));
    return residual ? x.add(change) : change;
  }

  /** As {@link #forward} for one position, (B, 1, D), of sequences that began before it. */
  Variable step(Variable x, MambaState.Layer state) {
    Variable change = mixer.step(norm.forward(x), state);
    return residual ? x.add(change) : change;
  }

  /** A gated branch through convolution and selective scan; C is {@code expand D}. */
  static final class Mixer extends Module {
    private final int rank;
    private final int states;
    private final Linear input;
    private final Linear gate;
    private final Parameter convWeight;
    private final Parameter convBias;
    private final Linear select;
    private final Linear steps;
    private final Parameter rates;
    private final Parameter skip;
    private final Linear output;

    Mixer(MambaConfig config) {
      int channels = config.channels();
      rank = config.rank();
      states = config.states();
      input = child("input", new Linear(config.width(), channels, false));
      gate = child("gate", new Linear(config.width(), channels, false));
      convWeight = parameter("conv.weight", channels, config.kernel());
      convBias = parameter("conv.bias", channels);
      select = child("select", new Linear(channels, rank + 2 * states, false));
      steps = child("steps", new Linear(rank, channels, true));
      rates = parameter("rates", channels, states); // A = -exp(rates)
      skip = parameter("skip", channels);
      output = child("output", new Linear(channels, config.width(), false));
    }

    Variable forward(Variable u) { // (B, T, D)
      Variable x = convolve(input.forward(u)).silu(); // (B, T, C)
      Variable[] operands = operands(x);
      Variable y = u.tape().apply(new SelectiveScan(), operands); // (B, T, C)
      return output.forward(y.mul(gate.forward(u).silu())); // (B, T, D)
    }

    Variable step(Variable u, MambaState.Layer state) { // (B, 1, D)
      Variable seen = u.tape().constant(state.push(input.forward(u).tensor())); // (B, K, C)
      int last = seen.tensor().shape().dim(1) - 1;
      Variable x = convolve(seen).slice(1, last, last + 1, 1).silu(); // (B, 1, C)
      List<Tensor> operands = List.of(operands(x)).stream().map(Variable::tensor).toList();
      Variable y = u.tape().constant(SelectiveScan.advance(state.states(), operands));
      return output.forward(y.mul(gate.forward(u).silu())); // (B, 1, D)
    }

    private Variable convolve(Variable x) {
      return x.tape().apply(new CausalConv(), x, convWeight.on(x.tape()), convBias.on(x.tape()));
    }

    /** What the scan takes: all that it does with an input, the input itself decides. */
    private Variable[] operands(Variable x) { // (B, T, C)
      Variable selected = select.forward(x); // (B, T, rank + 2N)
      Variable delta = steps.forward(selected.slice(2, 0, rank, 1)); // (B, T, C)
      Variable b = selected.slice(2, rank, rank + states, 1); // (B, T, N)
      Variable c = selected.slice(2, rank + states, rank + 2 * states, 1); // (B, T, N)
      return new Variable[] {x, delta, rates.on(x.tape()), b, c, skip.on(x.tape())};
    }
  }
}
