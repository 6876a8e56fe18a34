package dev.loci.tasks.recall.theory;

import dev.loci.tasks.recall.FactSet;
import dev.loci.tasks.recall.theory.Layout.Block;

/** What several schemes do: keep the answers of all relations in a subject, and select one. */
final class Answers {
  private Answers() {}

  /** Coordinate i of a code of a, one of n numbers. */
  @FunctionalInterface
  private interface Code {
    double at(int a, int i, int n);
  }

  /** Writes into each subject's embedding the code of its answer of relation r as block r. */
  static void embed(Wiring wiring, FactSet facts, Block t, Codes codes) {
    embed(wiring, facts, t, codes::level);
  }

  /** As {@link #embed}, with binary codes of -1 and 1. */
  static void embedSigns(Wiring wiring, FactSet facts, Block t) {
    embed(wiring, facts, t, Codes.BITS::sign);
  }

  private static void embed(Wiring wiring, FactSet facts, Block t, Code code) {
    int b = t.size() / facts.relations();
    for (int s = 0; s < facts.subjects(); s++) {
      for (int r = 0; r < facts.relations(); r++) {
        for (int i = 0; i < b; i++) {
          double value = code.at(facts.answer(s, r), i, facts.answerCount());
          wiring.embed(s, t.at(r * b + i), value);
        }
      }
    }
  }

  /** Gives each relation a one of its own in a block. */
  static void embedRelations(Wiring wiring, FactSet facts, Block q) {
    for (int r = 0; r < facts.relations(); r++) {
      wiring.embed(facts.relationToken(r), q.at(r), 1);
    }
  }

  /** Gives each relation its code rho(r) in a block. */
  static void embedRelationCodes(Wiring wiring, FactSet facts, Block q) {
    int n = facts.relations();
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < q.size(); j++) {
        wiring.embed(facts.relationToken(r), q.at(j), Codes.BITS.sign(r, j, n));
      }
    }
  }

  /** Selects one of R blocks of t by the one in q: {@code o += 2 z - 1} of that block. */
  static void select(Wiring wiring, int layer, Block t, Block q, Block o, int relations) {
    for (int r = 0; r < relations; r++) {
      for (int i = 0; i < o.size(); i++) {
        int neuron = r * o.size() + i;
        wiring.gate(layer, neuron, t.at(neuron), q.at(r));
        wiring.speak(layer, neuron, o.at(i), 2);
      }
    }
    for (int i = 0; i < o.size(); i++) {
      wiring.speakAlways(layer, o.at(i), -1);
    }
  }
}
