package io.trtdoctor.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trtdoctor.finding.Diagnosis;
import io.trtdoctor.finding.Diagnosis.InputFile;
import io.trtdoctor.finding.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a result keeps from run to run: a hash of the rule, of what it is about and of the model's
 * file name, whatever lines and folders it was seen in. Code-scanning pages know by it that they
 * have shown a result before.
 */
final class SarifFingerprints {
  private static final int LENGTH = 16;

  /** Ours, then the one that GitHub looks at. */
  private static final List<String> NAMES =
      List.of("causeAndSubjects/v1", "primaryLocationLineHash");

  private final JsonGenerator json;
  private final String model;
  private final Map<String, Integer> written = new HashMap<>();

  SarifFingerprints(JsonGenerator json, Diagnosis diagnosis) {
    this.json = json;
    this.model =
        diagnosis.inputs().stream()
            .filter(input -> input.role().equals("model"))
            .findFirst()
            .map(InputFile::name)
            .map(SarifFingerprints::fileName)
            .orElse("");
  }

  /** Writes it into the result that is being written; equal ones of one run are numbered. */
  void write(String rule, List<Subject> subjects) throws IOException {
    String hash = hash(Stream.concat(Stream.of(rule, model), names(subjects)));
    int number = written.merge(hash, 1, Integer::sum);
    json.writeObjectFieldStart("partialFingerprints");
    for (String name : NAMES) {
      json.writeStringField(name, hash + ":" + number);
    }
    json.writeEndObject();
  }

  private static Stream<String> names(List<Subject> subjects) {
    return subjects.stream().map(SarifFingerprints::name).distinct().sorted();
  }

  private static String name(Subject subject) {
    boolean file = subject.kind() == Subject.Kind.FILE;
    return subject.kind().tag() + " " + (file ? fileName(subject.name()) : subject.name());
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  private static String hash(Stream<String> parts) {
    byte[] text = parts.collect(Collectors.joining("\0")).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
