package io.portprobe.examples.portqry;

/**
 * Keeps stack traces from the user: libraries log through java.util.logging, which prints to error
 * output unless told otherwise. Named by the property {@code java.util.logging.config.class}, this
 * class is made instead of reading a configuration, and configures nothing: no handlers, no output.
 */
public final class Silence {
  private static final String PROPERTY = "java.util.logging.config.class";

  /** Made by the log manager, if anything is ever logged. */
  public Silence() {}

  /** Silences logging, unless a configuration was named on the command line of the JVM. */
  static void install() {
    if (System.getProperty(PROPERTY) == null
        && System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(PROPERTY, Silence.class.getName());
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> System.err.println("portqry: " + Text.internal(e)));
  }
}
