package io.trtdoctor.buildlog;

/** What programs say when an engine does not come out, whatever the reason. */
public final class NoEngineWords {
  private static final String[] WORDS = {
    "failed validation",
    "Builder failed",
    "Unable to create engine",
    "Engine could not be created",
    "enginePtr != nullptr",
    "engine != nullptr",
    "Building serialized network failed",
    "Engine building failed",
    "Engine creation failed",
    "Engine set up failed",
    "Engine initialization failed",
    "Engine is null",
    "Failed to create engine",
    "Failed to create the engine",
    "Failed to build engine",
    "Building engine failed",
    "Build engine failed",
    "build engine file failed",
    "build backend context failed",
    "engine build failed",
    "could not build engine",
    "serialized engine is null",
    "Network validation failed",
    "Parsing model failed",
    "Failed to parse onnx file",
    "Network And Config setup failed",
    "Network and config setup failed",
    "Non-zero status code returned",
    "Error while building engine",
    "Could not compile engine",
    "Invalid Engine. Please ensure the engine was built correctly",
    "Destroying an engine object before destroying",
    "&&&& FAILED",
  };

  private NoEngineWords() {}

  /** Whether the message only says that there is no engine. */
  public static boolean in(String message) {
    for (String words : WORDS) {
      if (message.contains(words)) {
        return true;
      }
    }
    return false;
  }
}
