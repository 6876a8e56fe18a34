package dev.loci.bench.peers;

import dev.loci.bench.cases.TrainingCase;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.TensorVector;

/** The ways in which libtorch has AdamW. */
enum TorchAdamW {
  /** The optimiser of the C++ interface, a few operations for each parameter. */
  PLAIN,
  /**
   * One kernel for all parameters, what Python has as {@code fused=True}. C++ code reaches it
   * through the dispatcher only; here a script does.
   */
  FUSED;

  /** An update of parameters by their gradients, which are gone then. */
  interface Update {
    void step();
  }

  private static final String SCRIPT =
      """
      def none() -> List[Tensor]:
        return []

      def append(all: List[Tensor], x: Tensor) -> List[Tensor]:
        all.append(x)
        return all

      def zeros(p: List[Tensor]) -> List[Tensor]:
        return [torch.zeros_like(x) for x in p]

      def counts(p: List[Tensor]) -> List[Tensor]:
        # Of each x, or the compiler makes one tensor of them all, which then counts too fast.
        return [torch.zeros_like(x.detach().sum()) for x in p]

      def update(p: List[Tensor], m: List[Tensor], v: List[Tensor], t: List[Tensor]) -> int:
        g: List[Tensor] = []
        for x in p:
          d = x.grad
          assert d is not None
          g.append(d)
        torch._foreach_add_(t, 1)
        torch._fused_adamw_(p, g, m, v, [], t, lr=%s, beta1=0.9, beta2=0.999, weight_decay=%s,
                            eps=1e-8, amsgrad=False, maximize=False)
        return 0
      """;

  Update of(TensorVector parameters) {
    AdamWOptions options = new AdamWOptions(TrainingCase.LEARNING_RATE);
    options.weight_decay().put(TrainingCase.WEIGHT_DECAY);
    AdamW plain = new AdamW(parameters, options);
    if (this == PLAIN) {
      return () -> {
        plain.step();
        plain.zero_grad();
      };
    }
    CompilationUnit script =
        torch(SCRIPT.formatted(TrainingCase.LEARNING_RATE, TrainingCase.WEIGHT_DECAY));
    IValue list = call(script, "none");
    for (long i = 0; i < parameters.size(); i++) {
      list = call(script, "append", list, new IValue(parameters.get(i)));
    }
    Function update = function(script, "update");
    IValueVector arguments =
        new IValueVector(
            list,
            call(script, "zeros", list),
            call(script, "zeros", list),
            call(script, "counts", list));
    return () -> {
      try (PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        update.apply(new IValueVector(arguments.get()));
      }
      plain.zero_grad();
    };
  }

  private static CompilationUnit torch(String source) {
    return org.bytedeco.pytorch.global.torch.compile(source);
  }

  private static Function function(CompilationUnit script, String name) {
    return script.find_function(new QualifiedName(name));
  }

  private static IValue call(CompilationUnit script, String name, IValue... arguments) {
    return function(script, name).apply(new IValueVector(arguments));
  }
}
