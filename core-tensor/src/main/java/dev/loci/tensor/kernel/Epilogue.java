package dev.loci.tensor.kernel;

/**
 * What is done to the elements of a product as soon as they are final, while they are still in the
 * cache: adding a bias, an activation.
 *
 * <p>Every element of C is handed over exactly once, as part of some block of rows and columns, on
 * some thread; blocks come in any order and at the same time. So what is computed for an element
 * may depend on its row and column alone, or on a whole row or column of other operands, but not on
 * other elements of C.
 */
@FunctionalInterface
public interface Epilogue {
  /** The epilogue that leaves a product as it is. */
  Epilogue NONE = (fromRow, toRow, fromColumn, toColumn) -> {};

  /** Handles the rows {@code fromRow..toRow-1} and the columns {@code fromColumn..toColumn-1}. */
  void apply(int fromRow, int toRow, int fromColumn, int toColumn);

  /** This epilogue and then another on the same block. */
  default Epilogue then(Epilogue next) {
    return (fromRow, toRow, fromColumn, toColumn) -> {
      apply(fromRow, toRow, fromColumn, toColumn);
      next.apply(fromRow, toRow, fromColumn, toColumn);
    };
  }
}
