package io.portprobe.internal.io;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loggers of Netty that initialise {@code java.util.logging} with the first line of at least INFO,
 * which most JVMs never log, or not at all. They drop the levels DEBUG and TRACE: Netty reads
 * whether DEBUG is enabled in the initialisers of its classes, before the first probe.
 */
final class NettyLog extends InternalLoggerFactory {
  private final boolean silent;

  private NettyLog(boolean silent) {
    this.silent = silent;
  }

  /** Returns loggers that drop each line. */
  static NettyLog silent() {
    return new NettyLog(true);
  }

  /** Returns loggers that log lines of at least INFO. */
  static NettyLog fromInfo() {
    return new NettyLog(false);
  }

  @Override
  protected InternalLogger newInstance(String name) {
    return new LateLogger(name, silent);
  }

  private static final class LateLogger extends AbstractInternalLogger {
    private static final long serialVersionUID = 1;

    private final boolean silent;

    private LateLogger(String name, boolean silent) {
      super(name);
      this.silent = silent;
    }

    private boolean isEnabled(Level level) {
      return !silent && Logger.getLogger(name()).isLoggable(level);
    }

    private void log(Level level, String line, @Nullable Throwable cause) {
      if (!silent) {
        Logger.getLogger(name()).logp(level, name(), null, line, cause);
      }
    }

    /** Replaces each "{}" by an argument. The last argument can be a cause in place of that. */
    private void format(Level level, String format, Object... arguments) {
      if (silent) {
        return;
      }
      StringBuilder line = new StringBuilder();
      int used = 0;
      int start = 0;
      for (int end = format.indexOf("{}");
          end >= 0 && used < arguments.length;
          end = format.indexOf("{}", start)) {
        line.append(format, start, end).append(arguments[used++]);
        start = end + 2;
      }
      line.append(format, start, format.length());
      boolean hasCause =
          used < arguments.length && arguments[arguments.length - 1] instanceof Throwable;
      log(level, line.toString(), hasCause ? (Throwable) arguments[arguments.length - 1] : null);
    }

    @Override
    public boolean isTraceEnabled() {
      return false;
    }

    @Override
    public void trace(String line) {}

    @Override
    public void trace(String format, Object argument) {}

    @Override
    public void trace(String format, Object first, Object second) {}

    @Override
    public void trace(String format, Object... arguments) {}

    @Override
    public void trace(String line, Throwable cause) {}

    @Override
    public boolean isDebugEnabled() {
      return false;
    }

    @Override
    public void debug(String line) {}

    @Override
    public void debug(String format, Object argument) {}

    @Override
    public void debug(String format, Object first, Object second) {}

    @Override
    public void debug(String format, Object... arguments) {}

    @Override
    public void debug(String line, Throwable cause) {}

    @Override
    public boolean isInfoEnabled() {
      return isEnabled(Level.INFO);
    }

    @Override
    public void info(String line) {
      log(Level.INFO, line, null);
    }

    @Override
    public void info(String format, Object argument) {
      format(Level.INFO, format, argument);
    }

    @Override
    public void info(String format, Object first, Object second) {
      format(Level.INFO, format, first, second);
    }

    @Override
    public void info(String format, Object... arguments) {
      format(Level.INFO, format, arguments);
    }

    @Override
    public void info(String line, Throwable cause) {
      log(Level.INFO, line, cause);
    }

    @Override
    public boolean isWarnEnabled() {
      return isEnabled(Level.WARNING);
    }

    @Override
    public void warn(String line) {
      log(Level.WARNING, line, null);
    }

    @Override
    public void warn(String format, Object argument) {
      format(Level.WARNING, format, argument);
    }

    @Override
    public void warn(String format, Object first, Object second) {
      format(Level.WARNING, format, first, second);
    }

    @Override
    public void warn(String format, Object... arguments) {
      format(Level.WARNING, format, arguments);
    }

    @Override
    public void warn(String line, Throwable cause) {
      log(Level.WARNING, line, cause);
    }

    @Override
    public boolean isErrorEnabled() {
      return isEnabled(Level.SEVERE);
    }

    @Override
    public void error(String line) {
      log(Level.SEVERE, line, null);
    }

    @Override
    public void error(String format, Object argument) {
      format(Level.SEVERE, format, argument);
    }

    @Override
    public void error(String format, Object first, Object second) {
      format(Level.SEVERE, format, first, second);
    }

    @Override
    public void error(String format, Object... arguments) {
      format(Level.SEVERE, format, arguments);
    }

    @Override
    public void error(String line, Throwable cause) {
      log(Level.SEVERE, line, cause);
    }
  }
}
