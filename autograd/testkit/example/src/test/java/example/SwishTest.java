package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.loci.autograd.testkit.Draw;
import dev.loci.autograd.testkit.OpProperties;
import org.junit.jupiter.api.Test;

class SwishTest {
  @Test
  void hasAllPropertiesOfADifferentiableOperation() {
    OpProperties.Report report = OpProperties.of(new Swish()).elementwise(Draw::any).check();
    assertEquals(100, report.cases());
  }
}
