package dev.loci.tasks.cli;

import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A line on standard error that shows how far a training is. */
final class ProgressLine implements AutoCloseable {
  private static final int WIDTH = 100;

  private final ProgressBar bar;

  ProgressLine(String task) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(250)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .build();
  }

  void at(int step, int steps, double loss) {
    bar.maxHint(steps);
    bar.setExtraMessage(String.format(Locale.ROOT, "loss %.4f", loss));
    bar.stepTo(step);
  }

  @Override
  public void close() {
    bar.close();
  }
}
