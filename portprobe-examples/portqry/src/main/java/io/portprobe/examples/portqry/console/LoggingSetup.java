package io.portprobe.examples.portqry.console;

/**
 * A {@code java.util.logging} configuration without handlers. Libraries log through
 * java.util.logging, which prints stack traces to standard error by default. The log manager
 * instantiates this class, named by the property {@code java.util.logging.config.class}, instead of
 * reading a configuration file.
 */
public final class LoggingSetup {
  private static final String PROPERTY = "java.util.logging.config.class";

  /** Whether Netty logs; a property of portprobe. Otherwise Netty initialises the log manager. */
  private static final String NETTY = "io.portprobe.netty.log";

  /** Called by the log manager on the first log record. */
  public LoggingSetup() {}

  /** Disables logging, unless the JVM command line selects a logging configuration. */
  public static void install() {
    if (System.getProperty(PROPERTY) == null
        && System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(PROPERTY, LoggingSetup.class.getName());
      System.setProperty(NETTY, "false");
    }
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> System.err.println("portqry: " + Messages.internal(e)));
  }
}
