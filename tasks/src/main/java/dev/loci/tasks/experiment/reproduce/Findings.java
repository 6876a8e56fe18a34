package dev.loci.tasks.experiment.reproduce;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.loci.tasks.experiment.Json;
import dev.loci.tasks.experiment.Statistics;
import dev.loci.tasks.experiment.Summary;
import dev.loci.tasks.experiment.Text;
import dev.loci.tasks.report.Article;
import dev.loci.tasks.report.Band;
import dev.loci.tasks.report.BarChart;
import dev.loci.tasks.report.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a reproduction found: tables of verdicts, and a section for each claim. */
public final class Findings implements Summary {
  private static final int MOST_SERIES = 5; // of a bar chart

  private final String paper;
  private final List<Chapter> chapters;

  public Findings(String paper, List<Chapter> chapters) {
    this.paper = paper;
    this.chapters = List.copyOf(chapters);
  }

  /** How many claims have each verdict, in a sentence. */
  public String tally() {
    return "Claims that hold: %d; that hold partly: %d; that do not hold here: %d."
        .formatted(count(Verdict.HOLDS), count(Verdict.PARTLY), count(Verdict.DOES_NOT_HOLD));
  }

  private long count(Verdict verdict) {
    return all().filter(finding -> finding.verdict() == verdict).count();
  }

  private Stream<Finding> all() {
    return chapters.stream().flatMap(chapter -> chapter.findings().stream());
  }

  /** All seeds that anything was measured with, in their order. */
  public int[] seeds() {
    return chapters.stream()
        .flatMapToInt(chapter -> Arrays.stream(chapter.seeds()))
        .distinct()
        .sorted()
        .toArray();
  }

  /** The sections of a report, all verdicts first. */
  public List<Article.Section> sections() {
    List<Article.Section> sections = new ArrayList<>();
    chapters.forEach(chapter -> sections.add(verdicts(chapter)));
    for (Chapter chapter : chapters) {
      chapter.findings().forEach(finding -> sections.add(section(finding, chapter.seeds())));
      sections.addAll(chapter.more());
    }
    return sections;
  }

  private static Article.Section verdicts(Chapter chapter) {
    List<List<String>> rows = new ArrayList<>();
    for (Finding finding : chapter.findings()) {
      rows.add(
          List.of(
              finding.claim().statement(),
              finding.claim().source(),
              finding.verdict().words(),
              "%d of %d".formatted(finding.met(), finding.evidence().size()),
              range(finding),
              finding.claim().threshold().toText()));
    }
    return new Article.Section(
        chapter.title().isEmpty() ? "Verdicts" : "Verdicts: " + chapter.title(),
        List.of(
            ("Every case was run with the seeds %s. It meets a threshold"
                    + " if %.0f %% of its seeds do. A claim holds if all its cases meet the"
                    + " threshold, partly if half of them do. Thresholds and rules stood in the"
                    + " code before the runs, unless a claim says otherwise.")
                .formatted(Text.seeds(chapter.seeds()), 100 * Verdict.SEEDS)),
        List.of(
            new Article.Table(
                List.of("Claim", "Source", "Verdict", "Cases", "Means of cases", "Threshold"),
                rows)),
        List.of());
  }

  /** The lowest and the highest mean of a case. */
  private static String range(Finding finding) {
    Statistics means =
        Statistics.of(
            finding.evidence().stream().mapToDouble(each -> each.statistics().mean()).toArray());
    String least = number(means.min());
    String most = number(means.max());
    return least.equals(most) ? least : least + " to " + most;
  }

  private static Article.Section section(Finding finding, int[] seeds) {
    Claim claim = finding.claim();
    List<Figure> figures = new ArrayList<>(bars(finding));
    figures.addAll(finding.figures());
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("Source: %s.".formatted(claim.source()));
    paragraphs.add(
        "Measured: %s. Threshold: %s. %s"
            .formatted(claim.quantity(), claim.threshold().toText(), claim.reason()));
    if (!finding.remark().isEmpty()) {
      paragraphs.add("Seen after the runs: " + finding.remark());
    }
    return new Article.Section(
        claim.statement() + ": " + finding.verdict().words(),
        paragraphs,
        List.of(table(finding, seeds)),
        figures);
  }

  private static Article.Table table(Finding finding, int[] seeds) {
    List<String> header =
        new ArrayList<>(List.of("Case", "Mean ± std", "Min", "Max", "Seeds that meet it"));
    Arrays.stream(seeds).forEach(seed -> header.add("Seed " + seed));
    List<List<String>> rows = new ArrayList<>();
    for (Evidence each : finding.evidence()) {
      Statistics statistics = each.statistics();
      List<String> row = new ArrayList<>();
      row.add(each.subject() + ", " + each.place());
      row.add(statistics.toText(3));
      row.add(number(statistics.min()));
      row.add(number(statistics.max()));
      row.add("%d of %d".formatted(each.met(finding.claim().threshold()), each.values().length));
      Arrays.stream(each.values()).forEach(value -> row.add(number(value)));
      rows.add(row);
    }
    return new Article.Table(header, rows);
  }

  private static String number(double value) {
    return Text.number(value, 3);
  }

  /** The values by place, a series of bars for each subject; nothing for a single value. */
  private static List<Figure> bars(Finding finding) {
    if (finding.evidence().size() == 1) {
      return List.of();
    }
    List<String> places = finding.evidence().stream().map(Evidence::place).distinct().toList();
    List<String> subjects = finding.evidence().stream().map(Evidence::subject).distinct().toList();
    List<Figure> figures = new ArrayList<>();
    for (int first = 0; first < subjects.size(); first += MOST_SERIES) {
      List<Band> bands =
          subjects.subList(first, Math.min(first + MOST_SERIES, subjects.size())).stream()
              .map(subject -> band(subject, places, finding.evidence()))
              .toList();
      figures.add(bars(finding.claim(), first == 0 ? "" : "-" + first, places, bands));
    }
    return figures;
  }

  private static Figure bars(Claim claim, String suffix, List<String> places, List<Band> bands) {
    return new BarChart(
            claim.name() + suffix,
            Text.capitalised(claim.shortly()),
            "Means; whiskers reach over all seeds. Needed: " + claim.threshold().toText(),
            claim.shortly(),
            places,
            bands)
        .upTo(claim.threshold().farBeyond())
        .figure();
  }

  private static Band band(String subject, List<String> places, List<Evidence> evidence) {
    double[][] runs = new double[evidence.getFirst().values().length][places.size()];
    for (double[] run : runs) {
      Arrays.fill(run, Double.NaN);
    }
    for (Evidence each : evidence) {
      if (each.subject().equals(subject)) {
        for (int seed = 0; seed < runs.length; seed++) {
          runs[seed][places.indexOf(each.place())] = each.values()[seed];
        }
      }
    }
    return Band.ofRange(subject, runs);
  }

  @JsonValue
  JsonNode tree() {
    ObjectNode tree = Json.MAPPER.createObjectNode().put("paper", paper);
    ObjectNode claims = tree.putObject("claims");
    for (Chapter chapter : chapters) {
      for (Finding finding : chapter.findings()) {
        put(claims.putObject(finding.claim().name()), finding, chapter.seeds());
      }
    }
    return tree;
  }

  private static void put(ObjectNode claim, Finding finding, int[] seeds) {
    claim.put("statement", finding.claim().statement());
    claim.put("verdict", finding.verdict().words());
    claim.put("threshold", finding.claim().threshold().toText());
    claim.set("seeds", Json.MAPPER.valueToTree(seeds));
    ObjectNode cases = claim.putObject("values");
    for (Evidence each : finding.evidence()) {
      cases.set(each.subject() + ", " + each.place(), Json.MAPPER.valueToTree(each.values()));
    }
  }

  @Override
  public String toText() {
    StringBuilder text = new StringBuilder();
    all()
        .forEach(finding ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%-18s %d of %d cases: %s%n",
                    finding.verdict().words(),
                    finding.met(),
                    finding.evidence().size(),
                    finding.claim().statement())));
    return text.toString();
  }
}
