package dev.loci.tasks.recall.theory;

import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptConfig.Switch;
import dev.loci.tasks.analysis.Vectors;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.random.RandomStream;
import java.util.Map;

/**
 * Turns the residual space of a model without normalisation by an orthogonal matrix Z: what reads
 * the stream undoes the turn and what writes to it turns, so the logits stay the same while no
 * coordinate means anything by itself any more. A subject's embedding becomes {@code sum_r M_r
 * c(f_r(s)) + const}, a superposition without visible blocks.
 */
public final class Rotation {
  /** The work grows with the cube of the width. */
  private static final int WIDEST = 4096;

  private final double[][] z;

  private Rotation(double[][] z) {
    this.z = z;
  }

  /**
   * A random turn of vectors of a width.
   *
   * @throws IllegalArgumentException if they are too wide
   */
  public static Rotation of(int width, RandomStream random) {
    if (width > WIDEST) {
      throw new IllegalArgumentException(
          "rotation: vectors of %d coordinates, at most %d can be turned".formatted(width, WIDEST));
    }
    return new Rotation(orthogonal(width, random));
  }

  /**
   * Turns a model.
   *
   * @throws IllegalArgumentException if it is of another width or can't be turned
   */
  public void apply(Gpt model) {
    GptConfig config = model.config();
    if (config.has(Switch.LAYER_NORM) || config.has(Switch.LINEAR_BLOCKS)) {
      throw new IllegalArgumentException(
          "rotation: a model with normalisations or linear blocks can't be turned");
    }
    if (config.width() != z.length) {
      throw new IllegalArgumentException(
          "rotation: a model of width %d, expected %d".formatted(config.width(), z.length));
    }
    Map<String, Tensor> state = model.state();
    state.forEach((name, value) -> {
      if (writes(name)) {
        turn(value.rank() == 1 ? value.unsqueeze(0) : value.transpose());
        value.changed();
      } else if (reads(name)) {
        turn(value);
        value.changed();
      }
    });
  }

  /** Whether rows of a parameter are vectors that are compared with the stream, or put into it. */
  private static boolean reads(String name) {
    return name.matches("(embedding|positions|head|.*attention.(query|key|value)|.*mlp.up).weight");
  }

  /** Whether columns of a matrix, or a bias, are added to the stream. */
  private static boolean writes(String name) {
    return name.matches(".*(attention.output|mlp.down).(weight|bias)");
  }

  /** Replaces each row x by x Z. */
  private void turn(Tensor rows) {
    int d = z.length;
    for (int row = 0; row < rows.shape().dim(0); row++) {
      Tensor x = rows.select(0, row);
      double[] old = x.toDoubleArray();
      double[] turned = new double[d];
      for (int i = 0; i < d; i++) {
        for (int j = 0; old[i] != 0 && j < d; j++) {
          turned[j] += old[i] * z[i][j];
        }
      }
      x.copyFrom(Tensor.wrap(turned, d).to(x.dtype()));
    }
  }

  /** Random directions, each made orthogonal to those before it (twice, for exactness). */
  static double[][] orthogonal(int d, RandomStream random) {
    double[][] z = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        z[i][j] = random.normal();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < i; before++) {
          Vectors.add(z[i], -Vectors.dot(z[i], z[before]), z[before]);
        }
      }
      double length = Math.sqrt(Vectors.dot(z[i], z[i]));
      for (int j = 0; j < d; j++) {
        z[i][j] /= length;
      }
    }
    return z;
  }
}
