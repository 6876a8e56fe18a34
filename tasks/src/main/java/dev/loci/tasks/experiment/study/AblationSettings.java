package dev.loci.tasks.experiment.study;

import dev.loci.tasks.experiment.Seeds;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.SettingChecks;
import dev.loci.tasks.experiment.Text;
import java.util.List;

/** How the ablation of the network on the cycle is made. */
public record AblationSettings(
    @Setting("the first seed") int seed,
    @Setting("runs of each kind, with consecutive seeds") int repeats,
    @Setting("\"all\", or some of v1,v2a,v2b,v3a,v3b,v3c,v3d") String variants,
    @Setting("both, float32 or bfloat16") String precision,
    @Setting("a tenth of the reference's updates") boolean quick,
    @Setting("updates; the reference has 10000") int steps) {
  static final String BOTH = "both";

  public AblationSettings {
    SettingChecks.repeats(repeats);
    SettingChecks.oneOf("precision", precision, List.of(BOTH, "float32", "bfloat16"));
    SettingChecks.range("steps", steps, 1, 10_000_000);
    chosen(variants);
  }

  List<AblationVariant> chosen() {
    return chosen(variants);
  }

  private static List<AblationVariant> chosen(String names) {
    return names.equals(TinyAllSettings.ALL)
        ? List.of(AblationVariant.values())
        : Text.items(names).stream().map(AblationVariant::named).distinct().toList();
  }

  List<String> precisions() {
    return precision.equals(BOTH) ? List.of("float32", "bfloat16") : List.of(precision);
  }

  /** The seeds of all repeats. */
  int[] seeds() {
    return Seeds.from(seed, repeats);
  }
}
