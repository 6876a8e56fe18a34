package dev.loci.bench.peers;

/** A peer that can't take part, and why. */
final class PeerMissingException extends Exception {
  private static final long serialVersionUID = 1;

  PeerMissingException(String reason) {
    super(reason);
  }
}
