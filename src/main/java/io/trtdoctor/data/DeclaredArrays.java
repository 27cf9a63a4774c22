package io.trtdoctor.data;

import io.trtdoctor.model.TensorName;
import io.trtdoctor.probe.Batches;
import io.trtdoctor.probe.Batches.Source;
import io.trtdoctor.probe.FileRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what NumPy's files say of their arrays; each array once. */
final class DeclaredArrays {
  private record Array(FileRef file, Optional<String> member) {}

  private final List<NetworkInput> inputs;
  private final Set<Array> seen = new HashSet<>();
  private final List<DeclaredArray> found = new ArrayList<>();

  DeclaredArrays(List<NetworkInput> inputs) {
    this.inputs = inputs;
  }

  List<DeclaredArray> in(Batches.Files batches) {
    for (Batches.Sample sample : batches.samples()) {
      sample.inputs().forEach((input, sources) -> sources.forEach(source -> add(input, source)));
    }
    return found;
  }

  private void add(String input, Source source) {
    Path file = source.file().path().orElseThrow();
    if (!seen.add(new Array(source.file(), source.member()))) {
      return;
    }
    try {
      switch (source.format()) {
        case NPY -> add(input, file.getFileName().toString(), NpyHeader.inFile(file));
        case NPZ -> {
          String member = source.member().orElseThrow();
          Map<String, NpyHeader> members = NpyHeader.inArchive(file);
          add(input, file.getFileName() + "[" + member + "]", members.get(member));
        }
        case RAW, POLYGRAPHY, IMAGE -> {}
      }
    } catch (IOException e) {
      throw SampleSearch.unreadable(file, e);
    }
  }

  private void add(String input, String name, NpyHeader header) {
    inputs.stream()
        .filter(known -> input.equals("*") || known.name().equals(TensorName.of(input)))
        .findFirst()
        .ifPresent(
            known ->
                found.add(
                    new DeclaredArray(name, known, header.type(), Optional.of(header.shape()))));
  }
}
