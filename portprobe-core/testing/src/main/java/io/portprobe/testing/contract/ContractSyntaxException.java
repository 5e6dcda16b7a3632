package io.portprobe.testing.contract;

import io.portprobe.testing.internal.yaml.YamlNodes;
import org.jspecify.annotations.Nullable;

/** Thrown for an invalid contract file. Its message begins with the file and the line. */
public final class ContractSyntaxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final int line;
  private final int column;

  ContractSyntaxException(
      String file, int line, int column, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.file = file;
    this.line = line;
    this.column = column;
  }

  /** Returns the factory of exceptions of one file. */
  static YamlNodes.Failures of(String file) {
    return new YamlNodes.Failures() {
      @Override
      public IllegalArgumentException create(
          int line, int column, String message, @Nullable Throwable cause) {
        return new ContractSyntaxException(file, line, column, message, cause);
      }

      @Override
      public boolean isOwn(IllegalArgumentException e) {
        return e instanceof ContractSyntaxException;
      }
    };
  }

  /**
   * Returns the name of the file, for an included file relative to the folder of the first file.
   *
   * @return for example {@code "connectivity.yaml"}
   */
  public String file() {
    return file;
  }

  /**
   * Returns the line of the invalid value.
   *
   * @return at least 1
   */
  public int line() {
    return line;
  }

  /**
   * Returns the column of the invalid value, in code points.
   *
   * @return at least 1
   */
  public int column() {
    return column;
  }
}
