package dev.loci.tasks.recall;

import dev.loci.tasks.graph.Tokens;

/** The tokens of facts by their ids, as {@link FactFiles} writes them. */
public record FactTokens(FactSet facts) implements Tokens {
  @Override
  public String name(int token) {
    if (token < 0 || token >= facts.vocabulary()) {
      throw new IllegalArgumentException(
          "facts: token %d is not one of %d".formatted(token, facts.vocabulary()));
    }
    return Integer.toString(token);
  }

  @Override
  public int token(String name) {
    int token = Tokens.number(name, facts.vocabulary());
    if (token < 0) {
      int relations = facts.relationToken(0);
      int answers = relations + facts.relations();
      throw new IllegalArgumentException(
          "\"%s\" is no token; subjects are 0 to %d, relations %d to %d%s"
              .formatted(
                  name,
                  relations - 1,
                  relations,
                  answers - 1,
                  facts.shared()
                      ? ""
                      : ", answers %d to %d".formatted(answers, facts.vocabulary() - 1)));
    }
    return token;
  }
}
