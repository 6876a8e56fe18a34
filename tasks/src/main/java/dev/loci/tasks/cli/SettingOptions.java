package dev.loci.tasks.cli;

import dev.loci.tasks.experiment.Experiment;
import dev.loci.tasks.experiment.Setting;
import dev.loci.tasks.experiment.Settings;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The options of a command that takes an experiment's settings: one for each. */
final class SettingOptions {
  private final Map<ArgSpec, String> keys = new LinkedHashMap<>();

  /** Gives a command an option for each setting of an experiment. */
  SettingOptions(CommandSpec command, Experiment<?> experiment) {
    Record preset = experiment.preset();
    Map<String, String> texts = Settings.texts(preset);
    Iterator<RecordComponent> components = // in the order of the texts
        List.of(preset.getClass().getRecordComponents()).iterator();
    texts.forEach((key, value) -> {
      OptionSpec option = option(key, components.next(), value);
      keys.put(option, key);
      command.addOption(option);
    });
    String operand = experiment.operand();
    if (operand != null) {
      PositionalParamSpec positional =
          PositionalParamSpec.builder()
              .type(String.class)
              .arity("0..1")
              .paramLabel("FILE")
              .description("The same as --" + operand + ".")
              .build();
      keys.put(positional, operand);
      command.addPositional(positional);
    }
  }

  private static OptionSpec option(String key, RecordComponent component, String value) {
    Setting setting = component.getAnnotation(Setting.class);
    String meaning = setting == null ? "" : setting.value() + "; ";
    boolean isFlag = component.getType() == boolean.class;
    return OptionSpec.builder("--" + key.replace('_', '-'))
        .type(String.class)
        .arity(isFlag ? "0..1" : "1")
        .fallbackValue(isFlag ? "true" : "")
        .paramLabel(isFlag ? "true|false" : "VALUE")
        .description((meaning + "by default " + value + ".").replace("%", "%%"))
        .build();
  }

  /** The settings that the user has given, as options or as assignments. */
  Map<String, String> given(List<String> assignments) {
    Map<String, String> given = new LinkedHashMap<>(Settings.assignments(assignments));
    keys.forEach((option, key) -> {
      String value = option.getValue();
      if (value != null && given.put(key, value) != null) {
        throw new IllegalArgumentException("setting " + key + " is given twice");
      }
    });
    return given;
  }
}
