package io.portprobe.examples.portprobe.contract;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Environment;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.testing.contract.ContractSyntaxException;
import io.portprobe.testing.contract.NetworkContract;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Reads contract files, and turns their errors into those of the command. */
final class ContractInput {
  private ContractInput() {}

  /**
   * Reads a contract.
   *
   * @throws CommandException if a file cannot be read, or has an error; the message names file,
   *     line and column
   */
  static NetworkContract read(Path file, Environment environment) throws CommandException {
    try {
      return NetworkContract.read(file, environment.variables());
    } catch (ContractSyntaxException e) {
      throw new CommandException(ExitCodes.CONFIGURATION, Failures.message(e));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns the error of a file that cannot be read, which may be an included one. */
  static CommandException unreadable(Path file, IOException e) {
    boolean named = e instanceof FileSystemException failure && failure.getFile() != null;
    return CommandException.unreadable(
        named ? Path.of(((FileSystemException) e).getFile()) : file, e);
  }
}
