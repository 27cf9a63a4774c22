package io.trtdoctor.settings;

import io.trtdoctor.error.UsageException;
import io.trtdoctor.model.DataType;
import io.trtdoctor.text.Message;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The spellings of precisions in trtexec, Polygraphy and TensorRT's API. */
final class Precisions {
  private static final Pattern PREFIX =
      Pattern.compile("^(?:tensorrt\\.|trt\\.)?(?:DataType\\.)?(?:k(?=[A-Z]))?");

  private static final Map<String, DataType> SPELLINGS =
      Map.ofEntries(
          Map.entry("fp32", DataType.FP32),
          Map.entry("float32", DataType.FP32),
          Map.entry("float", DataType.FP32),
          Map.entry("fp16", DataType.FP16),
          Map.entry("float16", DataType.FP16),
          Map.entry("half", DataType.FP16),
          Map.entry("bf16", DataType.BF16),
          Map.entry("bfloat16", DataType.BF16),
          Map.entry("fp8", DataType.FP8),
          Map.entry("int4", DataType.INT4),
          Map.entry("int8", DataType.INT8),
          Map.entry("int32", DataType.INT32),
          Map.entry("int64", DataType.INT64),
          Map.entry("uint8", DataType.UINT8),
          Map.entry("bool", DataType.BOOL));

  private Precisions() {}

  /**
   * The type a word stands for: {@code int8}, {@code float16}, {@code kHALF}, {@code
   * trt.DataType.HALF}.
   *
   * @throws UsageException if it stands for none
   */
  static DataType parse(String word, GivenOption option) {
    String bare = PREFIX.matcher(word.strip()).replaceFirst("");
    DataType type = SPELLINGS.get(bare.toLowerCase(Locale.ROOT));
    if (type == null) {
      throw new UsageException(
          Message.of("settings.unknown-precision", option.name(), word.strip(), accepted()));
    }
    return type;
  }

  /** The types in {@code fp32+fp16}, one for each output. */
  static List<DataType> parseList(String words, GivenOption option) {
    return Arrays.stream(words.split("\\+", -1)).map(w -> parse(w, option)).toList();
  }

  private static String accepted() {
    return "fp32, fp16, bf16, fp8, int8, int32, int64, bool";
  }
}
