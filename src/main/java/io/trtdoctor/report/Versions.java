package io.trtdoctor.report;

/**
 * What judged the case: the versions of this tool, the JVM and the operating system.
 *
 * @param trtDoctor our own version
 * @param java the JVM's version and vendor
 * @param system the operating system with its version and processor
 */
public record Versions(String trtDoctor, String java, String system) {
  /** The running JVM's and system's versions beside the given one of ours. */
  public static Versions ofThisMachine(String trtDoctor) {
    return new Versions(
        trtDoctor,
        System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"));
  }
}
