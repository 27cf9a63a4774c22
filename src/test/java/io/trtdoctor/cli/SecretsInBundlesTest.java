package io.trtdoctor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte of a bundle, packed ones included, tells who made it and where. */
class SecretsInBundlesTest {
  private static final Pattern PACKED = Pattern.compile("H4sI[A-Za-z0-9+/]+={0,2}");

  private static final List<String> SECRETS =
      List.of("bobby", "caroline", "buildbox17", "davey", "erinn", "franky", "gracious");

  @TempDir private Path folder;

  /** The network of the sample case, with words of its makers wherever ONNX has room for them. */
  private String model() throws IOException {
    ModelProto.Builder model =
        ModelProto.parseFrom(Files.readAllBytes(Path.of(SampleCase.MODEL))).toBuilder();
    model.setDocString("by franky on buildbox17").setProducerName("franky's exporter");
    model.addMetadataProps(
        StringStringEntryProto.newBuilder().setKey("author").setValue("/home/bobby/model"));
    TensorProto.Builder weights = model.getGraphBuilder().getInitializerBuilder(0);
    Path home = Files.createDirectories(folder.resolve("home/bobby"));
    Files.write(home.resolve("gracious.bin"), weights.getRawData().toByteArray());
    weights
        .clearRawData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .setDocString("franky");
    weights.addExternalData(
        StringStringEntryProto.newBuilder().setKey("location").setValue("gracious.bin"));
    Path file = home.resolve("silu.onnx");
    Files.write(file, model.build().toByteArray());
    return file.toString();
  }

  private Path cache() throws IOException {
    return Files.writeString(
        folder.resolve("franky.cache"),
        "TRT-8601-EntropyCalibration2\ninput: 3d120d2f\nfranky on buildbox17: 3d120d2f\n");
  }

  private Path bundle() throws IOException {
    Path stored =
        SampleCase.of(
            model(),
            folder,
            SampleCase.failed(
                """
                1: Unexpected exception _Map_base::at
                caroline@buildbox17:~/work$ trtexec --onnx=/Users/davey/x.onnx
                loaded C:\\Users\\erinn\\plugin.dll by erinn on buildbox17 for caroline and davey"""),
            "--cache",
            cache().toString());
    Path zip = folder.resolve("ticket.zip");
    Tool tool =
        Tool.run(
            Stream.of(
                    List.of("bundle", stored.toString(), "-o", zip.toString(), "--backend", "none"),
                    List.of("--redact", "franky", "--redact", "gracious"))
                .flatMap(List::stream)
                .toArray(String[]::new));
    assertThat(tool.exitCode()).as(tool.err()).isZero();
    return zip;
  }

  /** Where secrets are, in what is packed inside of the entries as well. */
  private static List<String> leaks(Path zip) throws IOException {
    List<String> leaks = new ArrayList<>();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : file.stream().toList()) {
        look(entry.getName(), file.getInputStream(entry).readAllBytes(), leaks);
      }
    }
    return leaks;
  }

  private static void look(String name, byte[] bytes, List<String> leaks) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    SECRETS.stream()
        .filter(secret -> text.contains(secret) || name.contains(secret))
        .forEach(secret -> leaks.add(secret + " in " + name));
    if (bytes.length > 2 && bytes[0] == 0x1f && (bytes[1] & 0xff) == 0x8b) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        look(name + " unpacked", in.readAllBytes(), leaks);
      }
    }
    for (Matcher packed = PACKED.matcher(text); packed.find(); ) {
      look(name + " embedded", Base64.getDecoder().decode(packed.group()), leaks);
    }
  }

  @Test
  void nobodyIsNamedInAnyFileOfABundle() throws IOException {
    assertThat(leaks(bundle())).isEmpty();
  }
}
