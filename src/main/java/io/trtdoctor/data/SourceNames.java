package io.trtdoctor.data;

import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.FileRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Names samples after their files: the file's name, or its path where two files share the name,
 * with the block's number where a file holds several.
 */
final class SourceNames {
  private static final int MOST = 4;

  private final Map<String, Set<Path>> filesOfName = new HashMap<>();
  private final Set<FileRef> withSeveral = new HashSet<>();

  private SourceNames() {}

  static SourceNames in(Batches.Files batches) {
    SourceNames names = new SourceNames();
    for (Batches.Sample sample : batches.samples()) {
      sample.inputs().values().forEach(sources -> sources.forEach(names::add));
    }
    return names;
  }

  private void add(Batches.Source source) {
    source
        .file()
        .path()
        .ifPresent(
            path ->
                filesOfName
                    .computeIfAbsent(path.getFileName().toString(), name -> new HashSet<>())
                    .add(path));
    if (source.index() > 0) {
      withSeveral.add(source.file());
    }
  }

  /**
   * One name, or those of all files in the order of the inputs' names; of many the first and the
   * last.
   */
  String of(Batches.Sample sample) {
    List<String> names =
        new TreeMap<>(sample.inputs())
            .values().stream().flatMap(List::stream).map(this::of).distinct().toList();
    return names.size() <= MOST
        ? String.join(" + ", names)
        : names.get(0) + " ... " + names.get(names.size() - 1) + " (" + names.size() + ")";
  }

  private String of(Batches.Source source) {
    String name = source.file().path().map(this::shortest).orElse(source.file().sha256());
    return withSeveral.contains(source.file()) ? name + "[" + source.index() + "]" : name;
  }

  private String shortest(Path path) {
    String name = path.getFileName().toString();
    return filesOfName.get(name).size() == 1 ? name : path.toString();
  }
}
