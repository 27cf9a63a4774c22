package io.trtdoctor.fallback;

import io.trtdoctor.text.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fallback in every form, to be written into one folder.
 *
 * @param files content by file name, in the order to show them
 * @param gaps what a form cannot say, so that it builds something else than was verified
 */
public record FallbackExports(Map<String, String> files, List<Message> gaps) {
  /** The calibration cache, beside the scripts that read it. */
  static final String CACHE = "calibration.cache";

  public FallbackExports {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    gaps = List.copyOf(gaps);
  }

  /** Writes all forms of a fallback; the cache is among them if there is one. */
  public static FallbackExports of(Fallback fallback) {
    TrtexecLine trtexec = TrtexecLine.of(fallback);
    PolygraphyScript polygraphy = PolygraphyScript.of(fallback);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("trtexec.sh", trtexec.script());
    files.put(PolygraphyScript.FILE, polygraphy.script());
    files.put("build_engine.py", PythonProgram.of(fallback));
    files.put("build_engine.cpp", CppProgram.of(fallback));
    files.put("layers.csv", LayersCsv.of(fallback));
    files.put("fallback.json", FallbackJson.write(fallback));
    fallback.calibrationCache().ifPresent(cache -> files.put(CACHE, cache));
    List<Message> gaps = new ArrayList<>(trtexec.gaps());
    gaps.addAll(polygraphy.gaps());
    return new FallbackExports(files, gaps);
  }
}
