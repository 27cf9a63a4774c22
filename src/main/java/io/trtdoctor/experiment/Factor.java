package io.trtdoctor.experiment;

import io.trtdoctor.probe.Recipe;
import io.trtdoctor.text.Message;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Something of a failing recipe that can be made as it should be.
 *
 * @param id a word for it, for example {@code batches}
 * @param name what it is
 * @param asGiven what it is in the failing recipe
 * @param instead what it is made
 * @param causes ids of the catalogue that it may be, the likeliest first
 * @param cure makes it as it should be
 */
public record Factor(
    String id,
    Message name,
    Message asGiven,
    Message instead,
    List<String> causes,
    UnaryOperator<Recipe> cure) {
  public Factor {
    causes = List.copyOf(causes);
  }

  static Factor of(
      String id,
      Message asGiven,
      Message instead,
      List<String> causes,
      UnaryOperator<Recipe> cure) {
    return new Factor(id, Message.of("experiment.factor." + id), asGiven, instead, causes, cure);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Factor factor && id.equals(factor.id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id;
  }
}
