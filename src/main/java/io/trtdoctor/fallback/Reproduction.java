package io.trtdoctor.fallback;

import io.trtdoctor.text.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scripts that make a build again with TensorRT's own tools.
 *
 * @param files content by file name
 * @param gaps by file name what the tool cannot be told, so that it builds something else
 */
public record Reproduction(Map<String, String> files, Map<String, List<Message>> gaps) {
  private static final String SHELL = "reproduce.sh";
  private static final String PYTHON = "reproduce.py";

  public Reproduction {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    gaps = Collections.unmodifiableMap(new LinkedHashMap<>(gaps));
  }

  /** The scripts for a build. */
  public static Reproduction of(FailingBuild build) {
    TrtexecLine line = TrtexecLine.reproducing(build.asFallback());
    Map<String, String> files = new LinkedHashMap<>();
    files.put(SHELL, ReproducingShell.of(build, line));
    files.put(PYTHON, ReproducingProgram.of(build));
    Map<String, List<Message>> gaps = new LinkedHashMap<>();
    gaps.put(SHELL, line.gaps());
    gaps.put(PYTHON, ReproducingProgram.gaps(build.recipe()));
    return new Reproduction(files, gaps);
  }
}
