package io.trtdoctor.environment;

import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A shared library that was found.
 *
 * @param path where it was found, links not followed
 * @param version as its file name says or that of the file it links to, empty if neither does
 */
public record Library(Kind kind, String path, Optional<String> version) {
  /** The libraries that matter to TensorRT. */
  public enum Kind {
    /** The part of the driver that programs load. */
    CUDA_DRIVER("libcuda"),
    CUDA_RUNTIME("libcudart"),
    CUDNN("libcudnn"),
    TENSORRT("libnvinfer"),
    TENSORRT_PLUGINS("libnvinfer_plugin"),
    /** The kernels a builder needs; from TensorRT 10 one file for each GPU architecture. */
    TENSORRT_BUILDER_RESOURCE("libnvinfer_builder_resource(?:_\\w+)?"),
    TENSORRT_ONNX_PARSER("libnvonnxparser");

    private final Pattern fileName;

    Kind(String stem) {
      this.fileName = Pattern.compile(stem + "\\.so(?:\\.([\\d.]+))?");
    }

    /** What it is, in words. */
    public Message text() {
      return Message.of("environment.kind." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static Optional<Kind> ofFileName(String fileName) {
      return Arrays.stream(values())
          .filter(kind -> kind.fileName.matcher(fileName).matches())
          .findFirst();
    }

    /** The version at the end of a library's file name, empty if there is none. */
    Optional<String> version(String fileName) {
      Matcher matcher = this.fileName.matcher(fileName);
      return matcher.matches() ? Optional.ofNullable(matcher.group(1)) : Optional.empty();
    }
  }
}
