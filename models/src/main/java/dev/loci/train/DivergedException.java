package dev.loci.train;

/** A training whose loss is no longer a finite number; the message says which it is, and where. */
public final class DivergedException extends ArithmeticException {
  private static final long serialVersionUID = 1;

  public DivergedException(String message) {
    super(message);
  }
}
