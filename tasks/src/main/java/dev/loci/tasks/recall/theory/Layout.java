package dev.loci.tasks.recall.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * Which part of the residual vector holds what: blocks side by side, each with a name.
 *
 * @param blocks from the first coordinate to the last, without gaps
 */
public record Layout(List<Block> blocks) {
  private static final int MOST = 1 << 24;

  /**
   * Coordinates {@code from..from+size-1}.
   *
   * @param holds what they mean, in a few words
   */
  public record Block(String name, int from, int size, String holds) {
    /** The coordinate of an entry of this block. */
    int at(int i) {
      if (i < 0 || i >= size) {
        throw new IndexOutOfBoundsException(
            "block %s has %d coordinates, there is no %d".formatted(name, size, i));
      }
      return from + i;
    }
  }

  public Layout {
    blocks = List.copyOf(blocks);
  }

  static Layout empty() {
    return new Layout(List.of());
  }

  /** The same with one more block at the end. */
  Layout with(String name, long size, String holds) {
    if (width() + size > MOST) {
      throw new IllegalArgumentException(
          "layout: block %s of %d coordinates makes vectors of %d, at most %d are allowed"
              .formatted(name, size, width() + size, MOST));
    }
    List<Block> more = new ArrayList<>(blocks);
    more.add(new Block(name, width(), (int) size, holds));
    return new Layout(more);
  }

  /** The width of the vector. */
  public int width() {
    return blocks.isEmpty() ? 0 : blocks.getLast().from() + blocks.getLast().size();
  }

  /** The block of a name. */
  public Block block(String name) {
    return blocks.stream()
        .filter(block -> block.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("layout: there is no block " + name));
  }
}
