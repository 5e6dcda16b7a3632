package io.portprobe.examples.portprobe.output;

import java.io.IOException;

/**
 * A writer of the results of one run in one format: {@link #begin} once, {@link #write} for each
 * result, {@link #end} once, {@link #close} once. Used by one thread at a time.
 *
 * <p>The texts of a {@link ResultRecord} may contain any characters of the network. A writer
 * escapes them for its format; {@link io.portprobe.text.SafeText} makes a text safe for people.
 */
public interface ResultWriter extends AutoCloseable {
  /** Writes what precedes the results. */
  void begin(RunInfo run) throws IOException;

  /** Writes one result, in the order of the output. */
  void write(ResultRecord result) throws IOException;

  /** Writes a row about a host name. Formats whose rows are ports leave it out. */
  default void write(NameRecord row) throws IOException {}

  /** Writes what follows the results. Not called if the run failed. */
  void end(RunSummary summary) throws IOException;

  /** Passes on what is buffered; called before the run waits for the next result. */
  void flush() throws IOException;

  /** Releases the file of the writer, if it has one. Standard output remains open. */
  @Override
  default void close() throws IOException {}
}
