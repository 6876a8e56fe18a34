package dev.loci.tasks.experiment;

import dev.loci.tensor.Compute;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the runs of a study, as many at a time as there are threads: small models leave a second
 * core idle. What is complete already is kept, what was cut off goes on.
 */
final class StudyRun {
  private static final long WHOLE = 1000;

  private final List<Study.Part<?>> parts;
  private final RunFolder folder;
  private final Progress progress;
  private final long[] done;

  StudyRun(List<Study.Part<?>> parts, RunFolder folder, Progress progress) {
    this.parts = parts;
    this.folder = folder;
    this.progress = progress;
    done = new long[parts.size()];
  }

  /** Finds fault with parts of equal names, and with settings before anything is written. */
  static void check(List<Study.Part<?>> parts, RunFolder folder) {
    Set<String> names = new HashSet<>();
    for (Study.Part<?> part : parts) {
      if (!names.add(part.name())) {
        throw new IllegalStateException("a study has two runs named " + part.name());
      }
      prepare(part, folder);
    }
  }

  private static <P extends Record> void prepare(Study.Part<P> part, RunFolder folder) {
    part.experiment().prepare(part.settings(), folder.part(part.name()));
  }

  List<Result> complete() throws IOException {
    int workers = Math.max(1, Math.min(Compute.threads(), parts.size()));
    try (ExecutorService team = Executors.newFixedThreadPool(workers)) {
      List<Future<Result>> results = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        int index = i;
        results.add(team.submit(() -> complete(index, parts.get(index))));
      }
      try {
        List<Result> all = new ArrayList<>();
        for (Future<Result> result : results) {
          all.add(result.get());
        }
        return all;
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      } catch (ExecutionException e) {
        results.forEach(result -> result.cancel(false)); // what has not begun need not begin
        throw rethrown(e.getCause());
      }
    }
  }

  private static IOException rethrown(@Nullable Throwable cause) throws IOException {
    return switch (cause) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case IOException e -> e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  private <P extends Record> Result complete(int index, Study.Part<P> part) throws IOException {
    RunFolder own = folder.part(part.name());
    Progress ofPart = (now, total, message) -> report(index, now, total, message);
    if (own.has(RunFolder.CONFIG)) {
      requireSame(part, own);
    }
    if (!own.has(RunFolder.CONFIG)) {
      Runs.start(part.experiment(), part.settings(), own, ofPart);
    } else if (!own.has(RunFolder.SUMMARY)) {
      Runs.resume(part.experiment(), own, ofPart);
    }
    report(index, 1, 1, "complete");
    return new Result(part.name(), part.settings(), own);
  }

  private static <P extends Record> void requireSame(Study.Part<P> part, RunFolder own) {
    P found = Runs.settings(part.experiment(), own);
    if (!found.equals(part.settings())) {
      Map<String, String> expected = Settings.texts(part.settings());
      String others =
          Settings.texts(found).entrySet().stream()
              .filter(entry -> !entry.getValue().equals(expected.get(entry.getKey())))
              .map(entry -> entry + ", expected " + expected.get(entry.getKey()))
              .collect(Collectors.joining("; "));
      throw new IllegalArgumentException(
          "%s has other settings than the study that it is part of: %s"
              .formatted(own.file(RunFolder.CONFIG), others));
    }
  }

  private synchronized void report(int index, long now, long total, String message) {
    done[index] = WHOLE * now / Math.max(1, total);
    long sum = 0;
    for (long each : done) {
      sum += each;
    }
    progress.at(sum, WHOLE * parts.size(), parts.get(index).name() + ": " + message);
  }
}
