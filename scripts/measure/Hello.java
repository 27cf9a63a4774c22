/** The least a JVM can do: what the start of trt-doctor is compared with. */
public final class Hello {
  public static void main(String[] args) {
    System.out.println("hello");
  }
}
