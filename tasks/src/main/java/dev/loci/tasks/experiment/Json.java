package dev.loci.tasks.experiment;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * How records become JSON and come back: names in snake_case, nothing missing or unknown. JSON has
 * no NaN and no infinity; null stands for both.
 */
public final class Json {
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(double.class, new Defined())
                  .addSerializer(Double.class, new Defined())
                  .addSerializer(double[].class, new AllDefined()))
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private Json() {}

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException saying from where on the text is none
   */
  public static ObjectNode readObject(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode tree) {
        return tree;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the text is not JSON from line %d, column %d on"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
    throw new IllegalArgumentException("the text is no JSON object");
  }

  private static final class Defined extends ValueSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializationContext context) {
      write(value, json);
    }
  }

  private static final class AllDefined extends ValueSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator json, SerializationContext context) {
      json.writeStartArray(values, values.length);
      for (double value : values) {
        write(value, json);
      }
      json.writeEndArray();
    }
  }

  private static void write(double value, JsonGenerator json) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }
}
