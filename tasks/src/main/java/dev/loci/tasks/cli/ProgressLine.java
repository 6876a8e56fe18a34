package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A line on standard error that shows how far a training is. */
final class ProgressLine implements Progress, AutoCloseable {
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

  @Override
  public void at(long done, long total, String message) {
    bar.maxHint(total);
    bar.setExtraMessage(message);
    bar.stepTo(done);
  }

  @Override
  public void close() {
    bar.close();
  }
}
