package dev.loci.tensor.kernel;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides which kernels run.
 *
 * <p>The system property {@value #PROPERTY}, read at the first use, or {@link #select} says which:
 *
 * <ul>
 *   <li>{@code auto}, the default: the scalar kernels for the first one and a half seconds, or five
 *       in a program of small products, then the SIMD kernels. Vector code is a hundred times
 *       slower until it has been compiled, which takes some seconds; a short program is done by
 *       then, and a long one gets its first results at once. Since both give the same bits, nobody
 *       can see the change but by the clock.
 *   <li>{@code scalar}: the scalar kernels.
 *   <li>{@code simd}: the SIMD kernels from the first call.
 * </ul>
 *
 * <p>All methods may be called from any thread.
 */
public final class KernelSelector {
  /** The system property that names the mode. */
  public static final String PROPERTY = "loci.kernels";

  /** Which kernels to run. */
  public enum Mode {
    AUTO,
    SCALAR,
    SIMD
  }

  private static final Logger LOGGER = System.getLogger(KernelSelector.class.getName());
  private static final String VECTOR_MODULE = "jdk.incubator.vector";
  private static final Kernels<float[]> SCALAR_KERNELS = new ScalarKernels();

  private static final long SCALAR_MILLIS = 1500;

  /** For so long scalar kernels do if no product is large. */
  private static final long SMALL_MILLIS = 5000;

  /** From so many multiply-adds on, a product calls for SIMD. */
  private static final long LARGE = 1 << 20;

  private static final CountDownLatch LARGE_SEEN = new CountDownLatch(1);

  private static volatile @Nullable Kernels<float[]> active;

  /** Counts the choices, so that a change that was put off is dropped after another choice. */
  private static int choices;

  private static boolean warned;

  private KernelSelector() {}

  /**
   * Returns the kernels to use now.
   *
   * @throws IllegalArgumentException if the property names no mode
   * @throws IllegalStateException if it asks for SIMD and there is none
   */
  public static Kernels<float[]> active() {
    Kernels<float[]> kernels = active;
    return kernels != null ? kernels : selectByProperty();
  }

  /** Returns whether the SIMD kernels are the active ones. */
  public static boolean isSimd() {
    Kernels<float[]> kernels = active();
    return !(kernels instanceof ScalarKernels);
  }

  /**
   * Chooses the kernels; computations that run meanwhile finish with those they began with.
   *
   * @throws IllegalStateException if SIMD is asked for and there is none
   */
  public static synchronized void select(Mode mode) {
    choices++;
    Optional<String> obstacle = mode == Mode.SCALAR ? Optional.empty() : obstacle();
    if (mode == Mode.SIMD && obstacle.isPresent()) {
      throw new IllegalStateException(obstacle.get());
    }
    active = mode == Mode.SIMD ? simdKernels() : SCALAR_KERNELS;
    if (mode == Mode.AUTO) {
      if (obstacle.isEmpty()) {
        changeLater(choices);
      } else if (!warned) {
        warned = true;
        LOGGER.log(Level.WARNING, obstacle.get());
      }
    }
  }

  private static synchronized Kernels<float[]> selectByProperty() {
    Kernels<float[]> kernels = active;
    if (kernels != null) {
      return kernels;
    }
    select(mode(System.getProperty(PROPERTY, "auto")));
    return active();
  }

  static Mode mode(String name) {
    return switch (name) {
      case "auto" -> Mode.AUTO;
      case "scalar" -> Mode.SCALAR;
      case "simd" -> Mode.SIMD;
      default ->
          throw new IllegalArgumentException(
              "%s: there is no mode \"%s\"; use auto, scalar or simd.".formatted(PROPERTY, name));
    };
  }

  /** Tells of a product that the scalar kernels compute. */
  static void noteProduct(int m, int n, int k) {
    if ((long) m * n * k >= LARGE) {
      LARGE_SEEN.countDown();
    }
  }

  private static void changeLater(int choice) {
    Thread thread =
        new Thread(
            () -> {
              try {
                long begin = System.nanoTime();
                if (LARGE_SEEN.await(SMALL_MILLIS, TimeUnit.MILLISECONDS)) {
                  long gone = (System.nanoTime() - begin) / 1_000_000;
                  Thread.sleep(Math.max(0, SCALAR_MILLIS - gone));
                }
                change(choice);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "loci-kernels");
    thread.setDaemon(true);
    thread.start();
  }

  private static synchronized void change(int choice) {
    if (choice == choices) {
      active = simdKernels();
    }
  }

  /** Returns what keeps SIMD from running here, as a sentence. */
  private static Optional<String> obstacle() {
    Module own = KernelSelector.class.getModule();
    if (!ModuleLayer.boot().findModule(VECTOR_MODULE).map(own::canRead).orElse(false)) {
      return Optional.of(
          "The kernels run scalar, several times slower than SIMD, for lack of a module:"
              + " start Java with --add-modules "
              + VECTOR_MODULE
              + ".");
    }
    if (!Fma.HARDWARE) {
      return Optional.of(
          "The kernels run scalar: this processor, or this mode of the JVM, has no fused"
              + " multiply-add.");
    }
    return Optional.empty();
  }

  /** Reaches the SIMD classes by name: nothing here may refer to the module that may be absent. */
  @SuppressWarnings("unchecked") // the class is our own
  private static Kernels<float[]> simdKernels() {
    try {
      return (Kernels<float[]>)
          Class.forName("dev.loci.tensor.kernel.SimdKernels")
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The SIMD kernels cannot be loaded.", e);
    }
  }
}
