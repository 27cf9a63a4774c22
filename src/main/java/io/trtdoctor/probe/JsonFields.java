package io.trtdoctor.probe;

import com.fasterxml.jackson.databind.JsonNode;
import io.trtdoctor.error.BadInputException;
import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads fields of a JSON object and says which one is wrong. */
final class JsonFields {
  private JsonFields() {}

  static String text(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isTextual()) {
      throw wrong(field, value);
    }
    return value.textValue();
  }

  static Optional<String> optionalText(JsonNode node, String field) {
    return node.has(field) ? Optional.of(text(node, field)) : Optional.empty();
  }

  static long number(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isNumber()) {
      throw wrong(field, value);
    }
    return value.longValue();
  }

  static int integer(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.canConvertToInt()) {
      throw wrong(field, value);
    }
    return value.intValue();
  }

  static double real(JsonNode node, String field) {
    JsonNode value = required(node, field);
    if (!value.isNumber()) {
      throw wrong(field, value);
    }
    return value.doubleValue();
  }

  static OptionalDouble optionalReal(JsonNode node, String field) {
    return node.has(field) ? OptionalDouble.of(real(node, field)) : OptionalDouble.empty();
  }

  static boolean flag(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  /** The elements of an array; none if the field is absent. */
  static <T> List<T> list(JsonNode node, String field, Function<JsonNode, T> element) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isArray()) {
      throw wrong(field, value);
    }
    List<T> elements = new ArrayList<>();
    value.forEach(child -> elements.add(element.apply(child)));
    return elements;
  }

  static <E extends Enum<E>> E constant(JsonNode node, String field, Class<E> type) {
    return element(required(node, field), field, type);
  }

  static <E extends Enum<E>> E element(JsonNode value, String field, Class<E> type) {
    String name = value.asText("").toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw wrong(field, value);
  }

  static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      throw new BadInputException(Message.of("probe.json-field-missing", field));
    }
    return value;
  }

  static BadInputException wrong(String field, JsonNode value) {
    return new BadInputException(Message.of("probe.json-field-wrong", field, value.toString()));
  }
}
