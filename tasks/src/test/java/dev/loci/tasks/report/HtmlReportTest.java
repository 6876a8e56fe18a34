package dev.loci.tasks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
  private static final Pattern DATA =
      Pattern.compile(
          "<script id=\"data\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern ADDRESS =
      Pattern.compile("(?:https?:)?//[a-z][a-z0-9.-]+\\.[a-z]+[^\"' ]*");

  @Test
  void nothingIsFetchedFromOutside() throws IOException {
    String html = HtmlReport.render(SampleReport.star());
    Matcher addresses = ADDRESS.matcher(html);
    while (addresses.find()) {
      assertThat(addresses.group()).isEqualTo("http://www.w3.org/2000/svg");
    }
    assertThat(html).contains("default-src 'none'").doesNotContain("src=", "@import", "url(");
  }

  @Test
  void everyPlaceholderIsFilled() throws IOException {
    assertThat(HtmlReport.render(SampleReport.star())).doesNotContain("{{");
  }

  @Test
  void theDataRoundTrips() throws IOException {
    RunReport report = SampleReport.star();
    JsonNode data = data(HtmlReport.render(report));
    assertThat(data.at("/graph/nodes").asInt()).isEqualTo(SampleReport.NODES);
    assertThat(data.at("/graph/edges").size()).isEqualTo(report.graph().edges().length);
    assertThat(data.at("/graph/root").asInt()).isEqualTo(report.graph().root().orElseThrow());
    assertThat(data.at("/curves/lossFloor").asDouble()).isEqualTo(0.6931);

    JsonNode steps = data.at("/snapshots/steps");
    assertThat(steps.size()).isEqualTo(ReportJson.MOST_SNAPSHOTS);
    assertThat(steps.get(steps.size() - 1).asInt()).isEqualTo(SampleReport.STEPS - 1);
    for (int i = 0; i < steps.size(); i++) {
      double[][] expected = report.snapshots().coordinates()[steps.get(i).asInt()];
      JsonNode flat = data.at("/snapshots/coordinates/" + i);
      assertThat(flat.size()).isEqualTo(3 * SampleReport.NODES);
      for (int k = 0; k < flat.size(); k++) {
        double value = expected[k / 3][k % 3];
        assertThat(flat.get(k).asDouble()).isCloseTo(value, within(Math.abs(value) * 5e-4));
      }
    }
    for (int step = 0; step < SampleReport.STEPS; step++) {
      assertThat(data.at("/curves/loss/" + step).asDouble())
          .isCloseTo(report.curves().loss()[step], within(1e-5));
    }
  }

  @Test
  void theShownSnapshotIsNeverThinnedAway() {
    for (int shown : new int[] {0, 61, 100, 101, 102, 103, 498}) {
      JsonNode snapshots = snapshots(ReportJson.of(SampleReport.showing(shown)));
      assertThat(snapshots.at("/shown").asInt()).isEqualTo(shown);
      assertThat(snapshots.at("/steps").valueStream().map(JsonNode::asInt)).contains(shown);
      assertThat(snapshots.at("/coordinates").size()).isEqualTo(snapshots.at("/steps").size());
    }
  }

  @Test
  void anEdgeWithoutItsReverseMakesTheGraphDirected() {
    RunReport report = SampleReport.star();
    assertThat(JsonMapper.shared().readTree(ReportJson.of(report)).at("/directed").asBoolean())
        .isFalse();
    Objects.requireNonNull(report.similarity()).adjacency()[3][2] = 0;
    assertThat(JsonMapper.shared().readTree(ReportJson.of(report)).at("/directed").asBoolean())
        .isTrue();
  }

  @Test
  void eigenvaluesThatAreRoundingErrorsAreZero() {
    RunReport report = SampleReport.star();
    Objects.requireNonNull(report.spectrum()).eigenvalues()[7] = -3e-17;
    Objects.requireNonNull(report.spectrum()).eigenvalues()[8] = -2e-9;
    JsonNode values =
        JsonMapper.shared().readTree(ReportJson.of(report)).at("/spectrum/eigenvalues");
    assertThat(values.get(7).asDouble()).isZero();
    assertThat(values.get(8).asDouble()).isEqualTo(-2e-9);
  }

  @Test
  void theTableHasTrueMinusSigns() throws IOException {
    assertThat(HtmlReport.render(SampleReport.star()))
        .contains("<td>−0.25</td><td>−.3 to 1e-7</td><td class=\"note\">full-batch, path-4</td>");
  }

  private static JsonNode snapshots(String json) {
    return JsonMapper.shared().readTree(json).at("/snapshots");
  }

  @Test
  void hostileTextIsTextAndNothingElse() throws IOException {
    String hostile = "</title></script><script>alert('x')</script>{{data}} $1 \\ & \"";
    String html = HtmlReport.render(SampleReport.titled(hostile));
    String escaped =
        "&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;{{data}} $1 \\ &amp; &quot;";
    assertThat(html).contains("<h1>" + escaped + "</h1>").doesNotContain("<script>alert");
    assertThat(html.split("<script", -1))
        .hasSameSizeAs(HtmlReport.render(SampleReport.star()).split("<script", -1));
  }

  @Test
  void nothingInTheDataCanCloseItsScript() {
    assertThat(ReportJson.of(SampleReport.withGaps())).doesNotContain("<", ">", "&");
  }

  @Test
  void whatWasNotMeasuredIsNull() throws IOException {
    JsonNode data = data(HtmlReport.render(SampleReport.withGaps()));
    assertThat(data.at("/curves/loss/99").isNumber()).isTrue();
    assertThat(data.at("/curves/loss/100").isNull()).isTrue();
    assertThat(data.at("/curves/geometric/0").isNull()).isTrue();
    assertThat(data.at("/cosines/2/3").isNull()).isTrue();
  }

  @Test
  void thePageStaysSmall() throws IOException {
    assertThat(HtmlReport.render(SampleReport.star()).length()).isLessThan(200_000);
  }

  private static JsonNode data(String html) {
    Matcher matcher = DATA.matcher(html);
    assertThat(matcher.find()).isTrue();
    return JsonMapper.shared().readTree(matcher.group(1));
  }
}
