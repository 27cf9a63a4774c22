package io.trtdoctor.buildlog;

/**
 * Takes what loggers and containers put in front of a message off a line, byte by byte.
 *
 * <p>One object is used for line after line, because a log has millions of them: {@link #read}
 * leaves its result in the accessors. Understood are, in any sensible nesting:
 *
 * <ul>
 *   <li>containers: {@code name_1 | }, {@code 2025-03-14T09:26:53.123Z }, {@code ... stdout F };
 *   <li>the recordings of this project: {@code 12.345678 kVERBOSE };
 *   <li>the scripts that {@code bundle} leaves: {@code VERBOSE }, {@code ERROR };
 *   <li>the Python API's logger {@code [date] [TRT] [I] }, and its older {@code [TensorRT] ERROR:
 *       };
 *   <li>trtexec and the C++ samples: {@code [date] [I] [TRT] }, {@code [date] [E] }, {@code ERROR:
 *       };
 *   <li>Polygraphy {@code [V] }, custom loggers such as {@code [2025-03-14 09:26:53 WARNING] };
 *   <li>Torch-TensorRT, ONNX Runtime, glog (Triton, Paddle), DeepStream.
 * </ul>
 */
final class LogPrefix {
  private static final int LONGEST_BRACKET = 160;
  private static final int LONGEST_NAME = 80;
  private static final int MOST_OUTER_PREFIXES = 4;
  static final byte ESCAPE = 0x1b;

  private byte[] bytes = new byte[0];
  private int at;
  private int to;
  private int afterContainer;
  private LogSeverity severity = LogSeverity.NONE;
  private boolean told;
  private boolean coloured;

  /** What the latest prefix looked like, up to a place after which only brackets may follow. */
  private final PrefixShape known = new PrefixShape();

  private LogSeverity knownSeverity = LogSeverity.NONE;
  private boolean knownIsWhole;
  private int start;

  /** Where the message begins; of a line without a logger's prefix, its own blanks belong to it. */
  int message() {
    return at;
  }

  LogSeverity severity() {
    return severity;
  }

  /** Whether the line has a logger's prefix, so that it is TensorRT's or its tool's message. */
  boolean told() {
    return told;
  }

  /** Whether a colour code stands in the way; the line is to be read again without it. */
  boolean coloured() {
    return coloured;
  }

  /** Reads the prefix of the line in {@code [from, end)}. */
  void read(byte[] line, int from, int end) {
    bytes = line;
    start = from;
    to = end;
    coloured = false;
    if (known.fits(line, from, end)) {
      readAfterKnown();
    } else {
      readAnew();
    }
  }

  private void readAfterKnown() {
    at = start + known.length();
    severity = knownSeverity;
    told = true;
    skipBlanks();
    if (!knownIsWhole) {
      readBrackets(true);
    }
  }

  /** Keeps what was read up to here of a line: the next one probably begins the same way. */
  private void remember(boolean isWhole) {
    if (told && bytes[at - 1] == ' ') {
      known.learn(bytes, start, at);
      knownSeverity = severity;
      knownIsWhole = isWhole;
    }
  }

  private void readAnew() {
    at = start;
    severity = LogSeverity.NONE;
    told = false;
    afterContainer = start;
    skipBlanks();
    for (int i = 0; i < MOST_OUTER_PREFIXES && at < to; i++) {
      if (!readOne()) {
        break;
      }
    }
    if (!told && severity == LogSeverity.NONE) {
      at = afterContainer;
    }
  }

  /** Reads one prefix; false if none is left or the message is reached. */
  private boolean readOne() {
    byte first = bytes[at];
    if (first == '[') {
      readBrackets(false);
      return false;
    }
    if (isDigit(first)) {
      return readTime();
    }
    if (first == ESCAPE) {
      coloured = true;
      return false;
    }
    if (isLetter(first)) {
      return readWord();
    }
    return false;
  }

  private boolean readTime() {
    int end = afterDigits(at);
    if (end >= to) {
      return false;
    }
    return switch (bytes[end]) {
      case '.' -> readRecording(end);
      case '-' -> readIsoTime();
      case ':' -> readDeepStream();
      default -> false;
    };
  }

  /** {@code 12.345678 kVERBOSE msg}; always the innermost prefix. */
  private boolean readRecording(int point) {
    int end = afterDigits(point + 1);
    if (end == point + 1 || end + 2 >= to || bytes[end] != ' ' || bytes[end + 1] != 'k') {
      return false;
    }
    int name = end + 2;
    int length = severityLength(name);
    if (length > 0 && (name + length == to || bytes[name + length] == ' ')) {
      severity = severityAt(name);
      told = true;
      at = Math.min(to, name + length + 1);
      remember(true);
      skipBlanks();
    }
    return false;
  }

  private boolean readIsoTime() {
    if (at + 19 > to
        || bytes[at + 4] != '-'
        || bytes[at + 7] != '-'
        || bytes[at + 13] != ':'
        || bytes[at + 16] != ':') {
      return false;
    }
    int end = at + 19;
    if (end < to && (bytes[end] == '.' || bytes[end] == ',')) {
      end = afterDigits(end + 1);
    }
    if (end < to && bytes[end] == 'Z') {
      end++;
    } else if (end + 6 <= to && (bytes[end] == '+' || bytes[end] == '-')) {
      end += 6;
    }
    if (end < to && bytes[end] != ' ') {
      return false;
    }
    at = end;
    skipBlanks();
    if (startsWith(at, "stdout F ") || startsWith(at, "stderr F ")) {
      end = at + "stdout F".length();
    }
    endContainer(end);
    return true;
  }

  /** {@code 0:00:01.2 12 0x55 ERROR nvinfer gstnvinfer.cpp:676:...: [TRT]: msg}. */
  private boolean readDeepStream() {
    if (at + 8 > to || bytes[at + 4] != ':' || bytes[at + 7] != '.') {
      return false;
    }
    int nvinfer = indexOf(" nvinfer", at);
    if (nvinfer < 0) {
      return false;
    }
    int word = nvinfer;
    while (word > at && bytes[word - 1] == ' ') {
      word--;
    }
    while (word > at && bytes[word - 1] != ' ') {
      word--;
    }
    if (severityLength(word) > 0) {
      severity = severityAt(word);
    }
    int trt = indexOf("[TRT]: ", nvinfer);
    int context = indexOf("NvDsInferContext", nvinfer);
    told = trt >= 0;
    at = trt >= 0 ? trt + 7 : context >= 0 ? context : nvinfer + 1;
    skipBlanks();
    return false;
  }

  private boolean readWord() {
    byte first = bytes[at];
    if (first == 'T' && startsWith(at, "TRT") && at + 3 < to && readBareTrt()) {
      return false;
    }
    if (readGlog()) {
      return false;
    }
    int length = severityLength(at);
    if (length > 0 && at + length < to && bytes[at + length] == ':') {
      readLevel(length);
      return false;
    }
    return !readBareLevel(length) && readContainerName();
  }

  /**
   * {@code VERBOSE msg}, with a name of TensorRT's severities in capitals. Other tools print {@code
   * ERROR msg} too, so that an error has to look like TensorRT's.
   */
  private boolean readBareLevel(int length) {
    int end = at + length;
    if (length == 0 || end + 1 >= to || bytes[end] != ' ' || !isBareLevel(end + 1)) {
      return false;
    }
    severity = severityAt(at);
    told = true;
    at = end + 1;
    if (severity != LogSeverity.ERROR) {
      remember(true);
    }
    skipBlanks();
    return true;
  }

  private boolean isBareLevel(int message) {
    return switch (bytes[at]) {
      case 'V', 'I', 'W' -> true;
      case 'E' ->
          isDigit(bytes[message]) || bytes[message] == '[' || indexOf("Error Code ", message) >= 0;
      default -> false;
    };
  }

  /** {@code TRT: msg} and {@code TRT msg}: a wrapper that leaves the severity out. */
  private boolean readBareTrt() {
    byte next = bytes[at + 3];
    if (next != ':' && next != ' ') {
      return false;
    }
    at += 4;
    told = true;
    skipBlanks();
    return true;
  }

  /** {@code E0621 05:22:19.918519 2601 helper.h:113] msg}. */
  private boolean readGlog() {
    byte letter = bytes[at];
    if ((letter != 'E' && letter != 'W' && letter != 'I' && letter != 'F')
        || at + 14 > to
        || !isDigit(bytes[at + 1])
        || !isDigit(bytes[at + 4])
        || bytes[at + 5] != ' '
        || bytes[at + 8] != ':') {
      return false;
    }
    int end = indexOf(']', at, LONGEST_BRACKET);
    if (end < 0) {
      return false;
    }
    severity = severityOfLetter(letter);
    told = true;
    at = end + 1;
    skipBlanks();
    if (at < to && bytes[at] == '"') {
      at++;
    }
    return true;
  }

  /** {@code ERROR: msg}, {@code ERROR: [TRT]: msg}, {@code WARNING:torch_tensorrt.x:msg}. */
  private void readLevel(int length) {
    severity = severityAt(at);
    at += length + 1;
    if (at >= to || bytes[at] == ' ' || bytes[at] == '[') {
      told = true;
      skipBlanks();
      readBrackets(false);
      return;
    }
    int end = indexOf(':', at, LONGEST_NAME);
    if (end < 0) {
      told = true;
      return;
    }
    told =
        startsWith(at, "torch_tensorrt")
            || startsWith(at, "tensorrt")
            || startsWith(at, "TensorRT")
            || startsWith(at, "polygraphy");
    at = end + 1;
    skipBlanks();
  }

  /** {@code name_1 | }, as docker compose prints it. */
  private boolean readContainerName() {
    if (at != afterContainer) {
      return false;
    }
    int end = at;
    int limit = Math.min(to, at + LONGEST_NAME);
    while (end < limit && isNamePart(bytes[end])) {
      end++;
    }
    int bar = end;
    while (bar < limit && bytes[bar] == ' ') {
      bar++;
    }
    if (bar == end || bar >= limit || bytes[bar] != '|') {
      return false;
    }
    endContainer(bar + 1);
    return true;
  }

  /** A container's prefix and one blank are off; further blanks may be the line's own. */
  private void endContainer(int end) {
    afterContainer = end < to && bytes[end] == ' ' ? end + 1 : end;
    at = end;
    skipBlanks();
  }

  /**
   * Reads brackets and what may follow them.
   *
   * @param after whether some are read already
   */
  private void readBrackets(boolean after) {
    boolean any = false;
    while (at < to && bytes[at] == '[' && readBracket()) {
      any = true;
    }
    if (any) {
      remember(false);
    }
    if (at < to && bytes[at] == ESCAPE) {
      coloured = true;
      return;
    }
    if (!any && !after) {
      return;
    }
    int length = severityLength(at);
    if (length > 0 && at + length < to && bytes[at + length] == ':') {
      severity = severityAt(at);
      at += length + 1;
      skipBlanks();
    }
    if (at + 1 < to && bytes[at] == '-' && bytes[at + 1] == ' ') {
      at += 2;
      skipBlanks();
    }
  }

  private boolean readBracket() {
    int from = at + 1;
    int end = indexOf(']', from, LONGEST_BRACKET);
    if (end <= from || !isPrefix(from, end)) {
      return false;
    }
    at = end + 1;
    if (at < to && bytes[at] == ':') {
      at++;
    }
    skipBlanks();
    return true;
  }

  private boolean isPrefix(int from, int end) {
    byte first = bytes[from];
    if (end - from == 1) {
      LogSeverity found = severityOfLetter(first);
      if (found == LogSeverity.NONE) {
        return false;
      }
      severity = found;
      told = true;
      return true;
    }
    if (isDigit(first)) {
      return isTime(from, end);
    }
    if (isToolName(from, end)) {
      told = true;
      return true;
    }
    if (severityLength(from) == end - from) {
      severity = severityAt(from);
      told = true;
      return true;
    }
    return isOnnxRuntime(from, end);
  }

  /** {@code [03/14/2025-09:26:53]} or {@code [2025-03-14 09:26:53 ERROR]}. */
  private boolean isTime(int from, int end) {
    if (end - from < 8) {
      return false;
    }
    byte separator = bytes[afterDigits(from)];
    if (separator != '/' && separator != '-' && separator != ':') {
      return false;
    }
    int word = end;
    while (word > from && isLetter(bytes[word - 1])) {
      word--;
    }
    if (word < end && bytes[word - 1] == ' ' && severityLength(word) == end - word) {
      severity = severityAt(word);
      told = true;
    }
    return true;
  }

  private boolean isToolName(int from, int end) {
    byte first = bytes[from];
    if (first != 'T') {
      return false;
    }
    return (end - from == 3 && startsWith(from, "TRT"))
        || startsWith(from, "TensorRT")
        || startsWith(from, "Torch-TensorRT")
        || startsWith(from, "TRTorch");
  }

  /** {@code [E:onnxruntime:Default, tensorrt_execution_provider.h:58 log]}. */
  private boolean isOnnxRuntime(int from, int end) {
    if (end - from < 14 || bytes[from + 1] != ':' || !startsWith(from + 2, "onnxruntime")) {
      return false;
    }
    severity = severityOfLetter(bytes[from]);
    return true;
  }

  private static LogSeverity severityOfLetter(byte letter) {
    return switch (letter) {
      case 'F' -> LogSeverity.INTERNAL_ERROR;
      case 'E', 'C', '!' -> LogSeverity.ERROR;
      case 'W' -> LogSeverity.WARNING;
      case 'I', 'S' -> LogSeverity.INFO;
      case 'V', 'D', 'X', 'U' -> LogSeverity.VERBOSE;
      default -> LogSeverity.NONE;
    };
  }

  /** The length of the severity's name that begins there, 0 if none does. */
  private int severityLength(int from) {
    if (from >= to) {
      return 0;
    }
    return switch (bytes[from] | 0x20) {
      case 'v' -> wordLength(from, "VERBOSE");
      case 'i' ->
          Math.max(
              wordLength(from, "INFO"),
              Math.max(wordLength(from, "INTERNAL_ERROR"), wordLength(from, "INTERNAL ERROR")));
      case 'w' -> Math.max(wordLength(from, "WARNING"), wordLength(from, "WARN"));
      case 'e' -> wordLength(from, "ERROR");
      case 'f' -> wordLength(from, "FATAL");
      case 'd' -> wordLength(from, "DEBUG");
      case 'c' -> wordLength(from, "CRITICAL");
      case 't' -> wordLength(from, "TRACE");
      default -> 0;
    };
  }

  /** The severity that begins there, where {@link #severityLength} is not 0. */
  private LogSeverity severityAt(int from) {
    return switch (bytes[from] | 0x20) {
      case 'v', 'd', 't' -> LogSeverity.VERBOSE;
      case 'i' -> (bytes[from + 2] | 0x20) == 'f' ? LogSeverity.INFO : LogSeverity.INTERNAL_ERROR;
      case 'w' -> LogSeverity.WARNING;
      case 'f' -> LogSeverity.INTERNAL_ERROR;
      default -> LogSeverity.ERROR;
    };
  }

  /** The word's length if it stands there, all capitals or all small, as a whole word; else 0. */
  private int wordLength(int from, String word) {
    int length = word.length();
    if (from + length > to) {
      return 0;
    }
    int small = bytes[from] & 0x20;
    for (int i = 0; i < length; i++) {
      char c = word.charAt(i);
      int expected = c >= 'A' ? c | small : c;
      if (c == '_' ? bytes[from + i] != '_' : bytes[from + i] != expected) {
        return 0;
      }
    }
    return from + length < to && isLetter(bytes[from + length]) ? 0 : length;
  }

  private void skipBlanks() {
    while (at < to && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  private int afterDigits(int from) {
    int i = from;
    while (i < to && isDigit(bytes[i])) {
      i++;
    }
    return i;
  }

  private boolean startsWith(int from, String text) {
    if (from + text.length() > to) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int indexOf(char wanted, int from, int most) {
    int limit = Math.min(to, from + most);
    for (int i = from; i < limit; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private int indexOf(String text, int from) {
    int last = Math.min(to - text.length(), from + 4 * LONGEST_BRACKET);
    for (int i = from; i <= last; i++) {
      if (startsWith(i, text)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isLetter(byte b) {
    int small = b | 0x20;
    return small >= 'a' && small <= 'z';
  }

  private static boolean isNamePart(byte b) {
    return isLetter(b) || isDigit(b) || b == '_' || b == '-' || b == '.';
  }
}
