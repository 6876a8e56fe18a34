package dev.loci.bench.peers;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What all comparisons have in common. */
final class Peers {
  private Peers() {}

  /** Makes a peer. */
  @FunctionalInterface
  interface Maker<T> {
    T make() throws IOException, PeerMissingException;
  }

  /** Adds a peer, or says why it can't take part. */
  static <T> void join(String name, List<T> all, Maker<? extends T> maker) {
    try {
      all.add(maker.make());
    } catch (IOException | PeerMissingException | LinkageError | RuntimeException e) {
      leftOut(name, e);
    }
  }

  /** Says that a peer can't take part. */
  static void leftOut(String name, Throwable why) {
    System.out.printf("loci bench: %s is left out: %s%n", name, reason(why));
  }

  /** The innermost message, in one line. */
  static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse(cause.toString());
  }

  /** Up to how many threads are compared: two, where there are two cores. */
  static int mostThreads() {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores == 1) {
      System.out.println("loci bench: there is one core; figures for two threads are left out.");
    }
    return Math.min(2, cores);
  }

  /**
   * Checks that at most one OpenMP runtime is in this process: two have two sets of threads, which
   * spin in each other's way.
   */
  static void requireOneOpenMp() throws IOException {
    Set<String> runtimes = Natives.openMpRuntimes();
    if (runtimes.size() > 1) {
      throw new IllegalStateException(
          "there are several OpenMP runtimes in this process, so that no figure for two threads"
              + " could be trusted: "
              + String.join(", ", runtimes));
    }
    System.out.printf("OpenMP     %s%n", runtimes.isEmpty() ? "none" : runtimes.iterator().next());
  }
}
