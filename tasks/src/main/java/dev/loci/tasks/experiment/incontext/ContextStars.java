package dev.loci.tasks.experiment.incontext;

import dev.loci.tasks.graph.ContextStar;
import dev.loci.tasks.graph.Sequence;
import dev.loci.tasks.graph.SequenceEncoder;
import dev.loci.tasks.graph.Vocabulary;
import dev.loci.tensor.random.RandomStream;

/** The examples of a run by their numbers; each has a stream of its own, and none is kept. */
final class ContextStars {
  private final ContextStar stars;
  private final SequenceEncoder encoder;
  private final RandomStream train;
  private final RandomStream test;

  ContextStars(ContextSettings settings) {
    stars = settings.stars();
    encoder = new SequenceEncoder(new Vocabulary(settings.labels()), false, settings.sequences());
    RandomStream random = RandomStream.of(settings.seed());
    train = random.split("train");
    test = random.split("test");
  }

  SequenceEncoder encoder() {
    return encoder;
  }

  Sequence train(int number) {
    return encoder.context(stars.draw(train.split(Integer.toString(number))));
  }

  ContextStar.Example test(int number) {
    return stars.draw(test.split(Integer.toString(number)));
  }
}
