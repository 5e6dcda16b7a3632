package io.portprobe.examples.portprobe.scan;

import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.scan.ScanCheckpoint;
import io.portprobe.text.SafeText;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The file of the checkpoint of a scan. It exists while the scan is incomplete. It is replaced as a
 * whole, so that it is complete at any time.
 */
final class CheckpointFile {
  private static final long LARGEST = 16L << 20;

  private final Path file;

  CheckpointFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the checkpoint.
   *
   * @throws CommandException with 74 if the file cannot be read, with 78 if it is no checkpoint
   */
  ScanCheckpoint read() throws CommandException {
    try {
      boolean other = Files.exists(file) && !Files.isRegularFile(file); // read without an end
      if (other || Files.size(file) > LARGEST) {
        throw new CommandException(
            ExitCodes.CONFIGURATION,
            "--checkpoint: " + quoted() + " (expected: a file that a scan wrote)");
      }
      return ScanCheckpoint.parse(Files.readString(file));
    } catch (IOException e) {
      throw CommandException.unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCodes.CONFIGURATION, "--checkpoint: " + quoted() + ": " + Failures.message(e));
    }
  }

  /**
   * Checks that a new scan does not overwrite the checkpoint of an incomplete one.
   *
   * @throws CommandException with 73 if the file exists
   */
  void requireNew() throws CommandException {
    if (Files.exists(file)) {
      throw new CommandException(
          ExitCodes.CANNOT_CREATE,
          "--checkpoint: "
              + quoted()
              + " exists (expected: --resume to continue that scan, or another file)");
    }
  }

  /**
   * Checks at the start of a scan that its progress can be saved.
   *
   * @throws CommandException with 73 if the file cannot be written
   */
  void requireWritable() throws CommandException {
    try {
      Files.writeString(part(), "");
      Files.delete(part());
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }

  private Path part() {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /** Writes a checkpoint. */
  void write(ScanCheckpoint checkpoint) throws CommandException {
    try {
      Files.writeString(part(), checkpoint.toString());
      replace(part());
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }

  private void replace(Path part) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Removes the file of a scan that is complete. */
  void remove() throws CommandException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw CommandException.unwritable(file, e);
    }
  }

  /** Returns whether a scan can be continued from the file. */
  boolean exists() {
    return Files.exists(file);
  }

  /** Returns the name of the file for a message. */
  String quoted() {
    return SafeText.quote(file.toString());
  }
}
