package io.portprobe.examples.portqry;

/** The process. */
public final class Main {
  private Main() {}

  /**
   * Runs the command and ends the process with its exit code.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    Silence.install();
    int exitCode = new Portqry(Environment.ofProcess()).run(arguments);
    System.out.flush();
    System.err.flush();
    System.exit(exitCode);
  }
}
