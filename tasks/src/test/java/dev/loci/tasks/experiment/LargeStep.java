package dev.loci.tasks.experiment;

import dev.loci.autograd.Tape;
import dev.loci.models.gpt.Gpt;
import dev.loci.models.gpt.GptConfig;
import dev.loci.models.gpt.GptInitializer;
import dev.loci.optim.AdamW;
import dev.loci.tensor.Compute;
import dev.loci.tensor.Tensor;
import dev.loci.tensor.kernel.KernelSelector;
import dev.loci.tensor.kernel.Parallel;
import dev.loci.tensor.random.RandomStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The main program of child JVMs: one training step of a GPT whose products cross every boundary of
 * the blocked product, with tails in all directions.
 *
 * <ul>
 *   <li>logits (245 x 4101 x 204): more columns than a panel of B has, more rows than a tile;
 *   <li>gradient of the embedding (4101 x 204 x 245): more rows of A than are packed at a time;
 *   <li>gradient by the logits' input (k = 4101) and the MLP's second product (k = 816): three and
 *       more blocks in k;
 *   <li>attention's (7 x 7 x 51): products too small to be blocked.
 * </ul>
 */
final class LargeStep {
  private static final int VOCABULARY = 4101;
  private static final int CONTEXT = 7;
  private static final int BATCH = 35;

  private LargeStep() {}

  public static void main(String[] args) throws Exception {
    Gpt model = new Gpt(GptConfig.of(VOCABULARY, CONTEXT, 2, 204, 4));
    GptInitializer.normal(RandomStream.of(7), 0.05, 0.05).initialize(model);
    AdamW optimizer = new AdamW(model.parameters(), 0.01);
    Tape tape = new Tape();
    optimizer.step(tape.gradients(model.forward(tape, ids(3)).crossEntropy(ids(5))), 0.01);

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Tensor x : model.state().values()) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * x.size());
      bytes.asFloatBuffer().put(x.toFloatArray());
      digest.update(bytes.array());
    }
    System.out.println(HexFormat.of().formatHex(digest.digest()));
    System.out.println(Parallel.handovers());
    System.out.println(KernelSelector.isSimd());
    System.out.println(Compute.kernels());
  }

  private static Tensor ids(int factor) {
    int[] ids = new int[BATCH * CONTEXT];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i * i * factor % VOCABULARY;
    }
    return Tensor.wrap(ids, BATCH, CONTEXT);
  }
}
