package io.trtdoctor.buildlog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells by its first four bytes whether an informational or verbose message can matter.
 *
 * <p>A verbose log is nearly all tactics and parsed nodes; only what passes here is decoded.
 */
final class KnownStarts {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private KnownStarts() {}

  /** Whether the message in {@code [from, to)}, blanks skipped, may tell something. */
  static boolean canMatter(byte[] bytes, int from, int to) {
    if (to - from < 4) {
      return false;
    }
    return switch ((int) INTS.get(bytes, from)) {
      case ADDI,
          APPL,
          ASSI,
          BUIL,
          CALI,
          CONF,
          CONS,
          COUL,
          CREA,
          DETE,
          ENGI,
          ERRO,
          FINI,
          FORM,
          GRAP ->
          true;
      case INPU,
          INT8,
          LOAD,
          LOCA,
          MISS,
          MEMU,
          MODE,
          NO_I,
          NO_V,
          OPSE,
          ORIG,
          OVER,
          PERF,
          POST,
          PREC ->
          true;
      case PROD, READ, REJE, RUNN, SKIP_CALIBRATION, STAR, TENS, TIMI, TOTA, TRYI, USIN, WRIT ->
          true;
      case ONNX, TRTE, PASS, SERI, AMPS -> true;
      case DASH -> bytes[to - 1] == '-';
      default -> false;
    };
  }

  private static final int ADDI = 0x41646469; // Adding network input, Adding 1 engine(s)
  private static final int AMPS = 0x26262626; // &&&& RUNNING, &&&& PASSED
  private static final int APPL = 0x4170706c; // Applying generic optimizations
  private static final int ASSI = 0x41737369; // Assigning tensor scales
  private static final int BUIL = 0x4275696c; // Building graph using backend, Build TRT engine
  private static final int CALI = 0x43616c69; // Calibrated batch, Calibration completed
  private static final int CONF = 0x436f6e66; // Configuring builder for Int8 Mode completed
  private static final int CONS = 0x436f6e73; // Constructing optimization profile
  private static final int COUL = 0x436f756c; // Could not parse the following line
  private static final int CREA = 0x43726561; // Created engine with size
  private static final int DASH = 0x2d2d2d2d; // the ruler around the ONNX parser's header
  private static final int DETE = 0x44657465; // Detected 1 inputs and 1 output network tensors
  private static final int ENGI = 0x456e6769; // Engine generation completed, Engine built
  private static final int ERRO = 0x4572726f; // Error[2]: ...
  private static final int FINI = 0x46696e69; // Finished engine building
  private static final int FORM = 0x466f726d; // Formats and tactics selection completed
  private static final int GRAP = 0x47726170; // Graph optimization time
  private static final int INPU = 0x496e7075; // Input filename
  private static final int INT8 = 0x494e5438; // INT8 Inference Tensor scales
  private static final int LOAD = 0x4c6f6164; // Loaded engine size, Loaded Module
  private static final int LOCA = 0x4c6f6361; // Local timing cache in use
  private static final int MEMU = 0x5b4d656d; // [MemUsageChange], [MemUsageStats]
  private static final int MISS = 0x4d697373; // Missing scale and zero-point
  private static final int MODE = 0x4d6f6465; // Model: (trtexec)
  private static final int NO_I = 0x4e6f2069; // No implementation of layer
  private static final int NO_V = 0x4e6f2076; // No valid obedient candidate choices
  private static final int ONNX = 0x4f4e4e58; // ONNX IR version
  private static final int OPSE = 0x4f707365; // Opset version
  private static final int ORIG = 0x4f726967; // Original: 248 layers
  private static final int OVER = 0x4f766572; // Overriding tensor scales
  private static final int PASS = 0x50415353; // PASSED | Runtime (Polygraphy)
  private static final int PERF = 0x50657266; // Perform graph optimization on calibration graph
  private static final int POST = 0x506f7374; // Post Processing Calibration data
  private static final int PREC = 0x50726563; // Precision: (trtexec)
  private static final int PROD = 0x50726f64; // Producer name
  private static final int READ = 0x52656164; // Reading Calibration Cache
  private static final int REJE = 0x52656a65; // Rejecting some int8 implementation
  private static final int RUNN = 0x52554e4e; // RUNNING | Command Line (Polygraphy)
  private static final int SERI = 0x53657269; // Serialized ... engine
  private static final int SKIP_CALIBRATION = 0x536b6970; // Skipping calibration
  private static final int STAR = 0x53746172; // Starting Calibration
  private static final int TENS = 0x54656e73; // TensorRT version, Tensor x is uniformly zero
  private static final int TIMI = 0x54696d69; // Timing cache disabled
  private static final int TOTA = 0x546f7461; // Total Activation Memory
  private static final int TRTE = 0x54525420; // TRT ...
  private static final int TRYI = 0x54727969; // Trying to load shared library
  private static final int USIN = 0x7573696e; // using x scale and zero-point
  private static final int WRIT = 0x57726974; // Writing Calibration Cache
}
