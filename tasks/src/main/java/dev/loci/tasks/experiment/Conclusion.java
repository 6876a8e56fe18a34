package dev.loci.tasks.experiment;

import dev.loci.tasks.report.Article;
import java.io.IOException;
import java.util.List;

/**
 * What a study says of all its runs.
 *
 * @param title of its page
 * @param sentence what the page begins with
 * @param sections of the page
 * @param seeds of the runs
 * @param summary the figures
 */
public record Conclusion(
    String title, String sentence, List<Article.Section> sections, int[] seeds, Summary summary) {

  /** Writes the page, and where it comes from. */
  public Summary write(String study, Record settings, RunFolder folder) throws IOException {
    new Article(
            title,
            sentence,
            sections,
            Settings.texts(settings),
            Provenance.write(folder, study, seeds))
        .write(folder.path());
    return summary;
  }
}
